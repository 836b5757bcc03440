import { createSocket } from 'node:dgram';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';

// A host that answers every name with its own address and takes every connection to ports 80 and 443, noting each in a file.
const [, , log = '', address = ''] = process.argv;
const note = (what: string): void => { appendFileSync(log, `${what}\n`); };

const names = createSocket('udp4');
names.on('message', (question, { port, address: from }) => {
  note(`name ${question.subarray(12).toString('latin1').replaceAll(/[^a-z0-9.-]+/gi, '.')}`);
  const answer = Buffer.concat([question.subarray(0, 2), Buffer.from([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]), question.subarray(12), Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4]), Buffer.from(address.split('.').map(Number))]);
  names.send(answer, port, from);
});
names.bind(53);
for (const port of [80, 443]) createServer((socket) => { note(`connection to ${port}`); socket.end(); }).listen(port);
note('ready');

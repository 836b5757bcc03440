import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { readerContract } from '../../electron/shared/readerContract.ts';
import { Random } from '../eval/random.ts';
import { sentence } from '../scale/manyFiles.ts';
import { seconds } from './benchEmbedding.ts';
import { figure, interleave, type Figure } from './Figure.ts';

const [mails, rounds] = [2_000, 3];

/**
 * Mails a second through the reader's process, from an MBOX file to pages, against the least any program must do with the same file:
 * reading it, parting it at its mails and undoing their transfer encoding (base64, quoted-printable) and UTF-8, with Node's own functions.
 */
export async function benchMail(): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'));
  const reader = new HelperProcess({ contract: readerContract, entry: new URL('../../electron/reader/main.ts', import.meta.url), name: 'reader' });
  try {
    const path = join(folder, 'mails.mbox');
    const bytes = Buffer.from(Array.from({ length: mails }, (_, number) => mailOf(number)).join(''));
    await writeFile(path, bytes);
    let pages = 0;
    const ours = async (): Promise<number> => mails / await seconds(async () => {
      pages = 0;
      for await (const event of reader.client.read({ path })) {
        if (event.type === 'pages') pages += event.pages.length;
        if (event.type === 'outcome' && event.outcome.state !== 'indexed') throw new Error(`the mails ended as ${event.outcome.state}`);
      }
    });
    const alone = async (): Promise<number> => {
      let letters = 0;
      const took = await seconds(async () => {
        for (const mail of (await readFile(path, 'latin1')).split(/^From /m).slice(1)) letters += decode(mail).length;
      });
      if (letters === 0) throw new Error('nothing was decoded');
      return mails / took;
    };
    await ours();
    await alone();
    if (pages < mails) throw new Error(`${String(mails)} mails gave ${String(pages)} pages`);
    const result = await interleave(rounds, ours, alone);
    return figure({
      key: 'mail', words: 'mails read a second from an MBOX file, one process', unit: 'mails/s', value: result.first, ceiling: result.second, ratio: result.ratio,
      beside: { mails, 'KB a mail': bytes.length / 1_000 / mails, 'MB a second': (result.first * bytes.length) / mails / 1e6 },
    });
  } finally {
    await reader.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** By turns quoted-printable, base64, and plain with an HTML twin. */
function mailOf(number: number): string {
  const random = new Random(1_000 + number);
  const text = Array.from({ length: 12 }, () => `${sentence(random)} Grüße, Größe und café.`).join('\r\n');
  const head = `From a@office.example Mon Mar  2 09:00:00 2020\r\nFrom: Ada ${String(number)} <a@office.example>\r\nTo: b@office.example\r\nSubject: Matter ${String(number)}\r\nMessage-ID: <${String(number)}@office.example>\r\nDate: Mon, 02 Mar 2020 09:00:00 +0000\r\nMIME-Version: 1.0\r\n`;
  switch (number % 3) {
    case 0: return `${head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quoted(text)}\r\n\r\n`;
    case 1: return `${head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}\r\n\r\n`;
    default: return `${head}Content-Type: multipart/alternative; boundary=part\r\n\r\n--part\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(text)}\r\n--part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(`<p>${text.replaceAll('\r\n', '</p><p>')}</p>`)}\r\n--part--\r\n\r\n`;
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
}

/** Quoted-printable; lines of at most 75 characters and no byte parted by a break. */
function quoted(text: string): string {
  return text.split('\r\n').map((line) => {
    const lines = [''];
    for (const byte of Buffer.from(line)) {
      const written = byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte);
      if ((lines.at(-1) ?? '').length + written.length > 74) lines.push(written);
      else lines[lines.length - 1] += written;
    }
    return lines.join('=\r\n');
  }).join('\r\n');
}

/** Undoes the transfer encoding of every part of a mail, whatever they are, and takes them for UTF-8. */
function decode(mail: string): string {
  return mail.split(/^--part(?:--)?\r?$/m).map((part) => {
    const at = part.indexOf('\r\n\r\n');
    const body = part.slice(at + 4);
    const encoding = /^Content-Transfer-Encoding: (\S+)/mi.exec(part.slice(0, at))?.[1];
    if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
    if (encoding !== 'quoted-printable') return body;
    return Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString();
  }).join('\n');
}

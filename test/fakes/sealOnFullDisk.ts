import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSealed, writeSealed } from '../../electron/engine/vault/sealedFile.ts';
import { AppError } from '../../electron/shared/AppError.ts';

// Writes a sealed file onto a small disk that is filled a little further each time, and prints how often it was whole, how often refused, and what else came of it.
const [, , disk = ''] = process.argv;
const passphrase = Buffer.from('sealed');
const counts = { whole: 0, refused: 0, wrong: [] as string[] };
const pieces = async function* (): AsyncGenerator<Uint8Array> { for (let at = 0; at < 3; at += 1) yield await Promise.resolve(Buffer.alloc(900_000, at)); };
// So that the disk ends within the last of its parts, of more than a page.
for (let left = 2_740_000; left > 2_660_000; left -= 4_096) {
  const { bavail, bsize } = statfsSync(disk);
  const [filler, path] = [join(disk, 'filler'), join(disk, 'sealed')];
  writeFileSync(filler, Buffer.alloc(bavail * bsize - left));
  try {
    await writeSealed(path, pieces(), passphrase, { memoryKiB: 19_456, passes: 2, lanes: 1 });
    const bytes = (await Array.fromAsync(readSealed(path, passphrase))).reduce((sum, { length }) => sum + length, 0);
    if (bytes === 2_700_000) counts.whole += 1;
    else counts.wrong.push(`${left}: ${bytes} bytes`);
  } catch (error) {
    if (error instanceof AppError && error.code === 'disk-full') counts.refused += 1;
    else counts.wrong.push(`${left}: ${String(error)}`);
  }
  for (const name of [filler, path]) rmSync(name, { force: true });
}
console.log(JSON.stringify(counts));

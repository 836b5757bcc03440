import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

type Entry = { readonly size: number; readonly offset: string };
type Header = { readonly files: Record<string, Entry | Header> };

/**
 * Puts `driver.ts` in front of the application of a copied package: two files are added at the end of its archive, and every byte
 * that was there stays. Format: https://github.com/electron/asar#format
 */
export function addDriver(folder: string): void {
  const path = join(folder, 'resources', 'app.asar');
  const archive = readFileSync(path);
  const dataStart = 8 + archive.readUInt32LE(4);
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Header;
  const manifest = header.files['package.json'] as Entry;
  const start = dataStart + Number(manifest.offset);
  const about = JSON.parse(archive.toString('utf8', start, start + manifest.size)) as object;
  const added: Readonly<Record<string, Buffer>> = {
    'package.json': Buffer.from(JSON.stringify({ ...about, main: 'driver.cjs' })),
    'driver.cjs': Buffer.from(ts.transpileModule(readFileSync(join(import.meta.dirname, 'driver.ts'), 'utf8'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText),
  };
  let end = archive.length - dataStart;
  for (const [name, bytes] of Object.entries(added)) {
    header.files[name] = { size: bytes.length, offset: String(end) };
    end += bytes.length;
  }
  // The copy may be made of links: the archive is replaced, never written into.
  rmSync(path);
  writeFileSync(path, Buffer.concat([pickle(header), archive.subarray(dataStart), ...Object.values(added)]));
}

function pickle(header: Header): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(text.length / 4) * 4;
  const bytes = Buffer.alloc(16 + padded);
  for (const [index, value] of [4, 8 + padded, 4 + padded, text.length].entries()) bytes.writeUInt32LE(value, index * 4);
  text.copy(bytes, 16);
  return bytes;
}

import type { ArchiveReader } from '../ReadContext.ts';
import { readMembers } from './readMembers.ts';

/** A zip archive, as `readMembers` reads one. */
export const readZip: ArchiveReader = (archive, path, context) => readMembers(
  [...new Set(archive.entries.map(({ name }) => name))].map((name) => ({ name, bytes: () => archive.read(name) ?? Buffer.alloc(0) })), path, context,
);

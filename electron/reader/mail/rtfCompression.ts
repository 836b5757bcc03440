import { AppError } from '../../shared/AppError.ts';

const compressed = 0x75465a4c;
const stored = 0x414c454d;
const windowBytes = 4_096;
const longestText = 64 * 1024 ** 2;
/** What the window holds at the start (MS-OXRTFCP 2.1.2.1). */
const beginning = '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** The RTF text of a mail as Outlook stores it (MS-OXRTFCP). Errors: file-damaged, limit-exceeded. */
export function decompressRtf(bytes: Buffer): Buffer {
  if (bytes.length < 16) throw new AppError('file-damaged');
  const sizeBytes = bytes.readUInt32LE(4);
  const kind = bytes.readUInt32LE(8);
  if (kind === stored) return bytes.subarray(16, 16 + sizeBytes);
  if (kind !== compressed) throw new AppError('file-damaged');
  // Two bytes stand for at most 17, so more than that is a lie.
  if (sizeBytes > longestText) throw new AppError('limit-exceeded', { sizeBytes });
  const out = Buffer.alloc(Math.min(sizeBytes, bytes.length * 17));
  const window = Buffer.alloc(windowBytes, 0x20);
  let write = window.write(beginning, 'latin1');
  let length = 0;
  const put = (byte: number) => {
    if (length < out.length) out[length++] = byte;
    window[write] = byte;
    write = (write + 1) % windowBytes;
  };
  for (let at = 16; at < bytes.length && length < out.length; ) {
    const control = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length; bit += 1) {
      if ((control >> bit & 1) === 0) {
        put(bytes[at++] ?? 0);
        continue;
      }
      if (at + 2 > bytes.length) return out.subarray(0, length);
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      if (from === write) return out.subarray(0, length);
      for (let index = 0; index < (reference & 15) + 2; index += 1) put(window[(from + index) % windowBytes] ?? 0);
    }
  }
  return out.subarray(0, length);
}

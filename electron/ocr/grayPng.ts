import { crc32, deflateSync } from 'node:zlib';
import type { GrayPicture } from './GrayPicture.ts';

/** The picture as a PNG file, 8 bits of grey a pixel. @see PNG specification, 5.2 and 11.2 */
export function grayPng({ width, height, pixels }: GrayPicture): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc((width + 1) * height);
  // In front of each row the filter it is packed with: none.
  for (let row = 0; row < height; row += 1) rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import { drawScan, grayOf, letterLines, tiffOf } from '../fixtures/drawScans.ts';
import { zipOf } from '../fixtures/officeFiles.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'files');

/** What opens the protected document of the folder, and words on its first page. */
export const locked = { name: 'Sealed letter.pdf', password: 'user', words: 'Preface of the handbook' } as const;
export const hidden = { name: 'Offer.html', shown: 'The garden of the Linden house is offered for 4,200 crowns', word: 'zebrafinch' } as const;
export const partly = { name: 'Bundle.zip', whole: 'Minutes.txt', damaged: 'Scan.pdf' } as const;
/** One picture of every kind, with the word that only it has and the line it stands on. */
export const pictures = [
  { name: 'Tenancy.png', word: 'Pennyfeather', line: 6 }, { name: 'Tenancy photo.jpg', word: 'Quillfeather', line: 6 }, { name: 'Tenancy copy.webp', word: 'Merryfeather', line: 6 },
  { name: 'Tenancy old.bmp', word: 'Goosefeather', line: 6 }, { name: 'Tenancy fax.tif', word: 'Swanfeather', line: 6 },
] as const;
/** A picture with a stroke through some of its words: they are recognised, if at all, with doubts. */
export const smudged = { name: 'Ledger.png', word: 'slipway', line: 1 } as const;
/** The lines of a picture, and what share of its height the middle of one is at. */
export const heightOf = (line: number): number => ((line + 2.5) * 1.5 - 0.35) / ((letterLines.length + 3) * 1.5);

/** What people have beside plain documents: pictures, a protected file, text that does not show, an archive with a damaged member. */
export function oddFolder(): { readonly path: string; readonly name: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'carrel-odd-'));
  const name = 'Odds and ends';
  const path = join(parent, name);
  mkdirSync(join(path, 'Pictures'), { recursive: true });
  copyFileSync(join(fixtures, 'user-encrypted.pdf'), join(path, locked.name));
  writeFileSync(join(path, hidden.name), `<html><head><title>Offer for the garden</title><meta name="date" content="2021-05-04"></head><body><article><h1>Offer for the garden</h1>
    <p>${hidden.shown} with all its trees and the shed. The offer holds until the end of May, and may be accepted by letter or in person at the office by the gate.</p>
    <p style="display:none">${hidden.word}: do not go below 3,900 crowns.</p><!-- the ${hidden.word} again: ask Aldous before signing --></article></body></html>`);
  writeFileSync(join(path, partly.name), zipOf({ [partly.whole]: 'The harbour board met on the quay and agreed to renew the mooring rings before the autumn.', [partly.damaged]: '%PDF-1.7\nand then nothing' }));
  for (const picture of pictures) {
    const drawn = drawScan({ columns: [letterLines.map((line) => line.replace('Pennyfeather', picture.word))] });
    writeFileSync(join(path, 'Pictures', picture.name), bytesOf(picture.name, drawn));
  }
  writeFileSync(join(path, 'Pictures', smudged.name), drawSmudged().toBuffer('image/png'));
  return { path, name, remove: () => { rmSync(parent, { recursive: true, force: true }); } };
}

function drawSmudged(): Canvas {
  const canvas = drawScan({ columns: [['The survey of the eastern slipway', 'was signed by Ottoline Farthing', 'and filed in the green ledger.']] });
  const context = canvas.getContext('2d');
  context.strokeStyle = '#555555';
  context.lineWidth = 3;
  for (let x = 330; x < 720; x += 9) {
    context.beginPath();
    context.moveTo(x, 175);
    context.lineTo(x + 14, 220);
    context.stroke();
  }
  return canvas;
}

function bytesOf(name: string, canvas: Canvas): Buffer {
  if (name.endsWith('.jpg')) return canvas.toBuffer('image/jpeg', 92);
  if (name.endsWith('.webp')) return canvas.toBuffer('image/webp', 92);
  if (name.endsWith('.bmp')) return bmpOf(canvas);
  return name.endsWith('.tif') ? tiffOf([grayOf(canvas), grayOf(drawScan())]) : canvas.toBuffer('image/png');
}

/** An unpacked bitmap of 24 bits a pixel, its rows from the bottom up. */
function bmpOf(canvas: Canvas): Buffer {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const stride = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + stride * height);
  bytes.write('BM', 'latin1');
  for (const [at, value] of [[2, bytes.length], [10, 54], [14, 40], [18, width], [22, height], [34, stride * height]] as const) bytes.writeUInt32LE(value, at);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) for (let channel = 0; channel < 3; channel += 1) bytes[54 + (height - 1 - y) * stride + x * 3 + channel] = data[(y * width + x) * 4 + 2 - channel] ?? 0;
  }
  return bytes;
}

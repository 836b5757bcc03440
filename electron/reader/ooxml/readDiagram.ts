import type { Block } from '../blocks.ts';
import type { OfficePackage } from './OfficePackage.ts';

/** The words of a diagram (SmartArt), one paragraph each, as its data part lists them. Errors: file-damaged, limit-exceeded. */
export function readDiagram(file: OfficePackage, part: string): Block[] {
  const blocks: Block[] = [];
  let paragraph = '';
  let inText = false;
  file.walk(part,
    (name) => { if (name === 'p') paragraph = ''; inText = name === 't' && paragraph.length < 100_000; },
    (name) => {
      inText = false;
      if (name === 'p' && paragraph.trim() !== '') blocks.push({ kind: 'item', text: paragraph });
      if (name === 'p') paragraph = '';
    },
    (text) => { if (inText) paragraph += text; });
  return blocks;
}

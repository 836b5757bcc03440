import type { ReadEvent } from '../shared/readerContract.ts';
import type { Block } from './blocks.ts';
import { emitBlocks } from './emitBlocks.ts';
import type { ReadLimits } from './limits.ts';
import { believableDate } from './dates.ts';

/** Markdown as text without its marks: headings, lists, tables and code keep their shape, links their words. */
export function readMarkdown(text: string, path: string, limits: ReadLimits): Generator<ReadEvent> {
  const { front, body } = splitFrontMatter(text.replace(/\r\n?/g, '\n'));
  const blocks = [...frontBlocks(front), ...blocksOf(body)];
  const first = blocks.find((block) => block.kind === 'heading' && block.level <= 2);
  const title = field(front, 'title') ?? (first?.kind === 'heading' ? first.text : '');
  return emitBlocks(blocks, { format: 'markdown', title, documentDate: believableDate(field(front, 'date') ?? '') }, path, limits);
}

function splitFrontMatter(text: string): { front: string; body: string } {
  const match = /^\s*---\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)\s*(?:\n|$)/.exec(text);
  return match === null || !/^[\w-]+\s*:/m.test(match[1] ?? '') ? { front: '', body: text } : { front: match[1] ?? '', body: text.slice(match[0].length) };
}

function field(front: string, name: string): string | null {
  const value = new RegExp(`^${name}\\s*:\\s*(.+)$`, 'im').exec(front)?.[1]?.trim().replace(/^(["'])(.*)\1$/, '$2');
  return value === undefined || value === '' ? null : value;
}

function frontBlocks(front: string): Block[] {
  return front.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((text) => ({ kind: 'item', text }));
}

function* blocksOf(body: string): Generator<Block> {
  const lines = body.split('\n');
  let paragraph: string[] = [];
  const flush = function* (): Generator<Block> {
    if (paragraph.length > 0) yield { kind: 'paragraph', text: inline(paragraph.join(' ')) };
    paragraph = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const next = lines[index + 1] ?? '';
    const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
    const item = /^(\s*)(?:([-*+])|(\d{1,9}[.)]))\s+(.*)$/.exec(line);
    if (fence !== undefined) {
      yield* flush();
      const end = endOfFence(lines, index + 1, fence);
      const code = lines.slice(index + 1, end).join('\n').replace(/^\n+|\s+$/g, '');
      if (code !== '') yield { kind: 'paragraph', text: code };
      index = end;
    } else if (heading !== null) {
      yield* flush();
      yield { kind: 'heading', level: heading[1]?.length ?? 1, text: inline(heading[2] ?? '') };
    } else if (paragraph.length > 0 && /^\s{0,3}(=+|-+)\s*$/.test(line)) {
      const text = inline(paragraph.join(' '));
      paragraph = [];
      yield { kind: 'heading', level: line.trim().startsWith('=') ? 1 : 2, text };
    } else if (/^\s{0,3}(?:[-*_]\s*){3,}$/.test(line) || line.trim() === '') yield* flush();
    else if (line.includes('|') && /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/.test(next) && next.includes('-')) {
      yield* flush();
      let end = index + 2;
      while (end < lines.length && (lines[end] ?? '').includes('|')) end += 1;
      yield { kind: 'table', header: cellsOf(line), rows: lines.slice(index + 2, end).map(cellsOf) };
      index = end - 1;
    } else if (item !== null) {
      yield* flush();
      const more: string[] = [];
      while (index + 1 < lines.length && /^\s{2,}\S/.test(lines[index + 1] ?? '') && !/^\s*(?:[-*+]|\d{1,9}[.)])\s|^\s*(?:`{3}|~{3})/.test(lines[index + 1] ?? '')) {
        index += 1;
        more.push((lines[index] ?? '').trim());
      }
      const mark = item[3] ?? '•';
      yield { kind: 'item', text: `${mark} ${inline([item[4] ?? '', ...more].join(' ').replace(/^\[[ xX]\]\s+/, ''))}` };
    } else paragraph.push(line.replace(/^\s{0,3}(?:>\s?)+/, '').trim());
  }
  yield* flush();
}

function endOfFence(lines: readonly string[], from: number, fence: string): number {
  for (let index = from; index < lines.length; index += 1) if ((lines[index] ?? '').trim().startsWith(fence) && /^[`~]+$/.test((lines[index] ?? '').trim())) return index;
  return lines.length;
}

function cellsOf(line: string): string[] {
  return line.trim().replace(/^\||(?<!\\)\|$/g, '').split(/(?<!\\)\|/).map((cell) => inline(cell.replaceAll('\\|', '|').trim()));
}

/** A line without its marks: emphasis, code ticks, links and images keep their words, comments and tags go. */
function inline(text: string): string {
  if (!/[*_`[\]<\\~&]/.test(text)) return text;
  return text
    .replace(/<!--.*?-->/g, ' ').replace(/<(https?:[^>\s]+|mailto:[^>\s]+)>/g, '$1').replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, ' ')
    .replace(/!?\[([^\][]{0,2000})\]\((?:[^()\s]|\([^()]*\)){0,2000}(?:\s+"[^"]*")?\)/g, '$1').replace(/!?\[([^\][]{1,2000})\]\[[^\][]{0,300}\]/g, '$1')
    .replace(/(`+)([^`]+)\1/g, '$2').replace(/(\*{1,3}|~~)(?=\S)([^*~]+?)(?<=\S)\1/g, '$2').replace(/(?<![\p{L}\p{N}])(_{1,3})(?=\S)([^_]+?)(?<=\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~&])/g, '$1').replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_whole, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" })[name] ?? ' ')
    .replace(/[^\S\n]{2,}/g, ' ').trim();
}

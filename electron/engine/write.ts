import type { Client } from '../shared/operation.ts';
import type { ModelsContract, PromptPiece } from '../shared/modelsContract.ts';
import { splitSentences } from './text/sentences.ts';
import { neutralise } from './text/neutralise.ts';

export type WriteEvent =
  | { readonly type: 'prompt-progress'; readonly done: number; readonly total: number }
  | { readonly type: 'text-delta'; readonly text: string };
export type Written = { readonly text: string; readonly promptTokens: number; readonly answerTokens: number };

/** The longest answer asked of a model, in tokens. */
export const maxAnswerTokens = 400;

/**
 * Lets a chat model write, and gives its text: as it comes without marks, at the end with them. Stops when `signal` does, and
 * where the model begins to write one of `stop`.
 */
export async function* write(
  client: Client<ModelsContract>, input: { readonly pieces: readonly PromptPiece[]; readonly seed: number; readonly stop: readonly string[] }, signal: AbortSignal,
): AsyncGenerator<WriteEvent, Written> {
  const deltas = new PlainDeltas();
  let text = '';
  let promptTokens = 0;
  let answerTokens = 0;
  for await (const event of client.generate({ pieces: [...input.pieces], maxTokens: maxAnswerTokens, temperature: 0, seed: input.seed, stop: [...input.stop] }, { signal })) {
    if (event.type === 'prompt-progress') yield event;
    else if (event.type === 'text-delta') {
      text += event.text;
      const shown = deltas.push(event.text);
      if (shown !== '') yield { type: 'text-delta', text: shown };
    } else ({ promptTokens, answerTokens } = event);
  }
  signal.throwIfAborted();
  const rest = deltas.end();
  if (rest !== '') yield { type: 'text-delta', text: rest };
  return { text, promptTokens, answerTokens };
}

/** A sentence a model wrote, without its marks, and the passage numbers it cited. */
export type WrittenSentence = { readonly text: string; readonly cited: readonly number[]; readonly isRefusal: boolean };

const mark = /\[\s*(?:passages?\s*)?(\d{1,3}(?:\s*(?:,|;|and|und|-|–)\s*\d{1,3})*)\s*\]/giu;

/** Cuts a model's text into sentences. Words about the answer itself ("Here is …:") and repeated sentences are left out. */
export function readWritten(text: string): WrittenSentence[] {
  const plain = toPlainText(text.replace(/<think>[\s\S]*?(?:<\/think>|$)/g, ''));
  // A mark behind the full stop belongs to the sentence before it.
  const joined = plain.replace(/([.!?。])((?:\s*\[\s*(?:passages?\s*)?\d[\d\s,;–-]*\])+)/giu, ' $2$1');
  const seen = new Set<string>();
  const sentences: WrittenSentence[] = [];
  for (const span of splitSentences(joined)) {
    const raw = joined.slice(span.start, span.end);
    const cited = [...raw.matchAll(mark)].flatMap((match) => readNumbers(match[1] ?? ''));
    const clean = raw.replace(mark, '').replace(/\s+/g, ' ').replace(/\s+([.,;:!?])/g, '$1').replace(/^(?:[•*–-]|\d{1,2}[.)])\s+/, '').trim();
    const key = clean.toLowerCase();
    if (!/\p{L}/u.test(clean) || seen.has(key) || isAside(clean) || isLoop(clean)) continue;
    seen.add(key);
    sentences.push({ text: clean, cited: [...new Set(cited)], isRefusal: isRefusal(clean) });
  }
  // Where the model was cut off, its last words are no sentence.
  const last = sentences.at(-1);
  if (sentences.length > 1 && last !== undefined && !/[.!?。！？:;)\]"'”’»|%\d]$/u.test(last.text)) sentences.pop();
  return sentences;
}

/** Small models fall into saying the same words again and again. */
function isLoop(text: string): boolean {
  const words = text.toLowerCase().split(/\s+/);
  return words.length > 24 && new Set(words).size < words.length * 0.4;
}

const refusals = /\b(?:(?:do|does|did) not (?:contain|mention|provide|include|state|say|specify|give|hold|have|answer|disclose)|(?:is|are|was|were) not (?:mentioned|provided|stated|specified|included|given|available|found|in the (?:passages|documents))|no (?:information|mention|passage)|(?:cannot|can't|could not|unable to) (?:be )?(?:find|found|answer|answered|determine|determined)|not enough information|(?:i do not|i don't) (?:know|have))\b|(?:enthält|enthalten|nennt|nennen|erwähnt|erwähnen|geht) (?:\S+ ){0,4}(?:nicht|keine\p{L}*)(?!\p{L})|keine (?:angaben?|information\p{L}*|antwort)|nicht (?:in den (?:passagen|dokumenten|unterlagen)|enthalten|angegeben|erwähnt)/iu;

function isRefusal(text: string): boolean {
  return refusals.test(text) && /\b(?:passages?|documents?|text|information|sources?|context|question|answer)\b|passagen?|dokumente?n?|unterlagen|angaben?|information|frage|antwort/iu.test(text);
}

function isAside(text: string): boolean {
  return (/:$/.test(text) && text.length < 120) || /^(?:sure|certainly|of course|here(?:'s| is| are)|based on the (?:passages|documents)[,:]?$|note that this answer|let me know|i hope|gerne|natürlich|hier (?:ist|sind))\b/iu.test(text);
}

/** Marks, links, images, tags and code of Markdown or HTML as plain text: nothing a document smuggles in can become active. */
export function toPlainText(text: string): string {
  const unlinked = neutralise(text)
    .replace(/!\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\[([^\]\n]*\p{L}[^\]\n]*)\]\([^)\n]*\)/gu, '$1')
    .replace(/^\s*\[[^\]\n]+\]:\s*\S+.*$/gm, '');
  return withoutTags(unlinked)
    .replace(/\*\*|__|`{1,3}/g, '')
    .replace(/^#{1,6}\s+/gm, '');
}

/** A tag inside a tag leaves one where it is taken out: until none is left. */
function withoutTags(text: string): string {
  const without = text.replace(/<[/!?]?[a-zA-Z][^<>\n]*>/g, '');
  return without === text ? text : withoutTags(without);
}

function readNumbers(list: string): number[] {
  return list.split(/[,;]|and|und/iu).flatMap((part) => {
    const [from, to] = part.split(/[-–]/).map((value) => Number(value.trim()));
    if (from === undefined || !Number.isInteger(from)) return [];
    return to === undefined || !Number.isInteger(to) || to - from > 8 ? [from] : Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index);
  });
}

/** Text as it streams, without citation marks: those count passages of the prompt, not the chips a person sees. */
export class PlainDeltas {
  #held = '';

  push(delta: string): string {
    const text = this.#held + delta;
    const open = text.lastIndexOf('[');
    // Held back until it is known to be a mark or not.
    const isOpen = open !== -1 && !text.slice(open).includes(']') && text.length - open < 24;
    this.#held = isOpen ? text.slice(open) : '';
    return neutralise((isOpen ? text.slice(0, open) : text).replace(mark, ''));
  }

  end(): string {
    const rest = this.#held;
    this.#held = '';
    return neutralise(rest);
  }
}

import type { PromptPiece } from '../shared/modelsContract.ts';
import type { TokenModel } from './TokenModel.ts';
import { marksOf, type Wrapper } from './wrappers.ts';

/**
 * The tokens of a whole prompt. Pieces of one kind that follow each other are one turn; each piece is tokenized by itself, so
 * that a prompt that begins with the same pieces begins with the same tokens. A last piece of kind `assistant` is the
 * beginning of the answer; otherwise the wrapper opens one.
 */
export function buildPrompt(
  pieces: readonly PromptPiece[], model: TokenModel, wrapper: Wrapper, { skipThoughts = false }: { readonly skipThoughts?: boolean } = {},
): readonly number[] {
  const tokens: number[] = [...model.startTokens];
  const mark = (text: string): void => {
    if (text !== '') tokens.push(...model.tokenize(text, { marks: true, continued: true }));
  };
  const guarded = guardedTokens(model, wrapper);
  const turns = foldSystem(groupTurns(pieces), wrapper);
  mark(wrapper.begin);
  turns.forEach((turn, index) => {
    const isOpen = index === turns.length - 1 && turn.kind === 'assistant';
    const [before, after] = isOpen ? [wrapper.answer, ''] : (wrapper[turn.kind] ?? wrapper.user);
    mark(before);
    turn.texts.forEach((text, at) => { tokens.push(...plainTokens(text, { model, guarded, continued: at > 0 })); });
    mark(after);
  });
  if (turns.at(-1)?.kind !== 'assistant') mark(wrapper.answer + (skipThoughts ? wrapper.emptyThought : ''));
  return tokens;
}

type TurnTexts = { readonly kind: PromptPiece['kind']; readonly texts: readonly string[] };

function groupTurns(pieces: readonly PromptPiece[]): readonly TurnTexts[] {
  const turns: TurnTexts[] = [];
  for (const { kind, text } of pieces) {
    const last = turns.at(-1);
    if (last?.kind === kind) turns[turns.length - 1] = { kind, texts: [...last.texts, text] };
    else turns.push({ kind, texts: [text] });
  }
  return turns;
}

function foldSystem(turns: readonly TurnTexts[], wrapper: Wrapper): readonly TurnTexts[] {
  if (wrapper.system !== null) return turns;
  const folded: TurnTexts[] = [];
  for (const turn of turns) {
    const last = folded.at(-1);
    if (turn.kind === 'system') folded.push({ kind: 'user', texts: [...turn.texts, '\n\n'] });
    else if (turn.kind === 'user' && last?.kind === 'user') folded[folded.length - 1] = { kind: 'user', texts: [...last.texts, ...turn.texts] };
    else folded.push(turn);
  }
  return folded;
}

/** Texts and token numbers that no document may produce. */
type Guarded = { readonly ids: ReadonlySet<number>; readonly texts: readonly string[] };

function guardedTokens(model: TokenModel, wrapper: Wrapper): Guarded {
  const ids = new Set<number>(model.startTokens);
  const texts: string[] = [];
  for (const text of marksOf(wrapper)) {
    const tokens = model.tokenize(text, { marks: true, continued: true });
    const [only] = tokens;
    // A mark that is several tokens in this vocabulary is plain text there and can mean nothing special.
    if (tokens.length !== 1 || only === undefined) continue;
    ids.add(only);
    texts.push(text);
  }
  return { ids, texts };
}

/**
 * Text without any meaning beyond its letters. Vocabularies know marks that are found even with special tokens off
 * (`user defined`); those are cut in two, so that the letters stay and the mark cannot form.
 */
function plainTokens(text: string, { model, guarded, continued }: { readonly model: TokenModel; readonly guarded: Guarded; readonly continued: boolean }): readonly number[] {
  const plain = model.tokenize(text, { marks: false, continued });
  if (!plain.some((token) => guarded.ids.has(token))) return plain;
  const pattern = new RegExp(`(${guarded.texts.map((mark) => mark.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})`, 'u');
  return text.split(pattern)
    .flatMap((part) => (guarded.texts.includes(part) ? [part.slice(0, 1), part.slice(1)] : [part]))
    .filter((part) => part !== '')
    .flatMap((part, at) => model.tokenize(part, { marks: false, continued: continued || at > 0 }))
    .filter((token) => !guarded.ids.has(token));
}

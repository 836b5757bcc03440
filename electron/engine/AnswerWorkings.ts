import type { Workings } from '../shared/developerContract.ts';
import type { GenerateEvent } from '../shared/modelsContract.ts';
import type { AnswerDeps } from './AnswerContext.ts';
import type { OpenLibrary } from './OpenLibrary.ts';

/** Of so many answers it is kept how they came about, and of each search so many candidates. */
const [mostAnswers, mostCandidates] = [30, 25];

const kept = new WeakMap<OpenLibrary, Map<number, Workings>>();

/** What is known of an answer of this library; goes with the library when it is closed, and is on no disk. */
export function workingsOf(open: OpenLibrary, messageId: number): Workings | null {
  return kept.get(open)?.get(messageId) ?? null;
}

export function keepWorkings(open: OpenLibrary, messageId: number, workings: Workings): void {
  const all = kept.get(open) ?? new Map<number, Workings>();
  kept.set(open, all);
  all.set(messageId, workings);
  const oldest = all.keys().next().value;
  if (all.size > mostAnswers && oldest !== undefined) all.delete(oldest);
}

/** The same means of answering, noting every search and every run of the model. */
export function noting(deps: AnswerDeps): { readonly deps: AnswerDeps; readonly workings: Workings } {
  const workings: Workings = { searches: [], generations: [] };
  const { chat } = deps;
  return {
    workings,
    deps: {
      ...deps,
      async search(input, signal) {
        const result = await deps.search(input, signal);
        const { terms, usedVectors, documentsMeant } = result.features;
        workings.searches.push({
          query: input.query, mode: input.mode, terms: [...terms], usedVectors, documentsMeant, timings: result.timings,
          candidates: result.hits.slice(0, mostCandidates).map(({ id, path, page, start, end, text, score, keyword, cosine, documentScore }) => ({ passageId: id, path, page, start, end, text, score, keyword, cosine, documentScore })),
        });
        return result;
      },
      chat: chat === null ? null : { ...chat, client: { ...chat.client, generate: (input, options) => noteGeneration(chat.client.generate(input, options), input, workings) } },
    },
  };
}

type Client = NonNullable<AnswerDeps['chat']>['client'];

async function* noteGeneration(events: ReturnType<Client['generate']>, { pieces, seed, temperature, maxTokens }: Parameters<Client['generate']>[0], workings: Workings): AsyncGenerator<GenerateEvent, void, void> {
  const noted: Workings['generations'][number] = { pieces: [...pieces], seed, temperature, maxTokens, text: '', end: null };
  workings.generations.push(noted);
  for await (const event of events) {
    if (event.type === 'text-delta') noted.text += event.text;
    if (event.type === 'end') {
      const { type: _type, ...end } = event;
      noted.end = end;
    }
    yield event;
  }
}

import { DocxWriter } from '../../../electron/engine/export/DocxWriter.ts';
import { Random } from '../random.ts';
import type { Clause, NearMiss } from './Clause.ts';
import { audit, exclusivity, solicitation } from './conductClauses.ts';
import { control, convenience, renewal } from './durationClauses.ts';
import { fillers, firms, pairs } from './fillers.ts';
import { cap, indemnity } from './paymentClauses.ts';

export const clauses: readonly Clause[] = [indemnity, cap, convenience, renewal, control, exclusivity, solicitation, audit];

/** `tuned`: its wordings may be looked at while the rules are made; `held-out`: never, only counted. */
export type ContractHalf = 'tuned' | 'held-out';

/** What a contract says of a clause: the wording it was made with, and whether that says it. */
export type Truth = { readonly says: boolean; readonly kind: 'says' | 'absent' | NearMiss; readonly sentence: string };
export type Contract = { readonly name: string; readonly half: ContractHalf; readonly bytes: Buffer; readonly truths: Readonly<Record<string, Truth>> };

const seed = 20_240;
const saysShare = 0.4;
const nearMissShare = 0.35;
const kinds: readonly NearMiss[] = ['other', 'negated', 'definition'];

/** The half of a list that belongs to a half of the contracts: drawn once by a seeded shuffle of the whole list, before anything was measured. */
export function splitWordings(wordings: readonly string[], half: ContractHalf, salt: number): string[] {
  const order = new Random(seed + salt).shuffle(wordings.map((_, index) => index));
  const tuned = new Set(order.slice(0, Math.ceil(order.length / 2)));
  return wordings.filter((_, index) => tuned.has(index) === (half === 'tuned'));
}

/** `count` contracts of one half, the same ones every time. */
export function makeContracts(half: ContractHalf, count: number): Contract[] {
  const random = new Random(seed + (half === 'tuned' ? 1 : 2));
  const pools = clauses.map((clause, index) => ({
    clause, says: splitWordings(clause.wordings, half, index * 10),
    near: Object.fromEntries(kinds.map((kind, at) => [kind, splitWordings(clause.nearMisses[kind], half, index * 10 + at + 1)])) as Record<NearMiss, string[]>,
  }));
  return Array.from({ length: count }, (_, number) => {
    const [supplier, customer] = random.pick(half === 'tuned' ? pairs.slice(0, 3) : [...pairs.slice(0, 1), ...pairs.slice(3)]);
    const fill = (text: string): string => text.replaceAll('{S}', supplier).replaceAll('{C}', customer).replace(/\b(a) (?=[AEIOU])/g, 'an ');
    const truths: Record<string, Truth> = {};
    const sections: { heading: string; sentences: string[] }[] = [];
    const definitions: string[] = ['“Services” means the services described in Annex 1.', '“Business Day” means any day other than a Saturday, a Sunday or a public holiday.'];
    for (const { clause, says, near } of pools) {
      const draw = random.next();
      const kind = draw < saysShare ? 'says' : draw < saysShare + nearMissShare ? random.pick(kinds) : 'absent';
      const sentence = kind === 'absent' ? '' : fill(random.pick(kind === 'says' ? says : near[kind]));
      truths[clause.id] = { says: kind === 'says', kind, sentence };
      if (kind === 'definition') definitions.push(sentence);
      else if (kind !== 'absent') sections.push({ heading: random.pick(clause.headings), sentences: [sentence] });
    }
    for (const filler of random.shuffle(fillers).slice(0, 11)) sections.push({ heading: filler.heading, sentences: filler.sentences.map(fill) });
    const [one, other] = random.shuffle(firms);
    const contract = {
      title: `${supplier} Agreement No. ${1_000 + number}`, opening: `This Agreement is made between ${String(one)} (the “${supplier}”) and ${String(other)} (the “${customer}”).`,
      sections: [{ heading: 'Definitions', sentences: random.shuffle(definitions) }, ...random.shuffle(sections)],
    };
    const isWord = number % 2 === 0;
    return { name: `${half}-${String(number + 1).padStart(3, '0')}.${isWord ? 'docx' : 'txt'}`, half, bytes: isWord ? asWord(contract) : asText(contract), truths };
  });
}

type Draft = { readonly title: string; readonly opening: string; readonly sections: readonly { readonly heading: string; readonly sentences: readonly string[] }[] };

function asWord({ title, opening, sections }: Draft): Buffer {
  const word = new DocxWriter({ title, created: '2024-03-01' }).title(title).paragraph(opening);
  for (const { heading, sentences } of sections) word.heading(1, heading).paragraph(sentences.join(' '));
  return word.bytes();
}

/** Wrapped as plain text is. */
function asText({ title, opening, sections }: Draft): Buffer {
  const lines = [title, '', ...wrap(opening), ''];
  for (const [index, { heading, sentences }] of sections.entries()) lines.push(`${index + 1}. ${heading}`, '', ...wrap(sentences.join(' ')), '');
  return Buffer.from(lines.join('\n'));
}

function wrap(text: string): string[] {
  return text.match(/.{1,88}(?:\s|$)/g)?.map((line) => line.trimEnd()) ?? [text];
}

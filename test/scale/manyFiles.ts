import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../eval/random.ts';

/** A sentence that stands in one file alone, a question it answers, and that file's number. */
export const planted = { number: 1_230, sentence: 'The spare key of the observatory hangs behind the barometer in the porch.', query: 'Where does the spare key of the observatory hang?' } as const;

const filesAFolder = 500;
const syllables = ['ka', 'ren', 'mo', 'lis', 'ta', 'vor', 'be', 'nu', 'shel', 'dra', 'pi', 'gor', 'wen', 'ua', 'sto', 'mer', 'fi', 'hald', 'jo', 'cre'];
const matters = ['contract', 'delivery', 'invoice', 'survey', 'inspection', 'budget', 'repair', 'lease', 'tender', 'complaint', 'shipment', 'insurance claim', 'roof', 'permit', 'training', 'audit', 'pump', 'recruitment', 'licence', 'catering'];
const doings = ['was agreed', 'is late', 'was sent back', 'needs a second look', 'was paid in full', 'has been moved to the next quarter', 'was approved by the board', 'is still missing two signatures', 'came in under the estimate', 'was called off'];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

/** Writes `count` small files in folders of 500, the same bytes every time; gives how many bytes in all. */
export function writeManyFiles(folder: string, count: number): number {
  let bytes = 0;
  for (let number = 0; number < count; number += 1) {
    const inside = join(folder, `binder ${String(Math.floor(number / filesAFolder)).padStart(3, '0')}`);
    if (number % filesAFolder === 0) mkdirSync(inside, { recursive: true });
    const { name, text } = smallFile(number);
    writeFileSync(join(inside, name), text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

/** One of the files: a note, minutes, a table, a letter or a mail of 0.5 to 4 KB about invented people and matters, none like another. */
export function smallFile(number: number): { readonly name: string; readonly text: string } {
  const random = new Random(number + 1);
  const reference = `${String(2_000 + random.integer(26))}-${String(number).padStart(6, '0')}`;
  const matter = random.pick(matters);
  const [from, to] = [person(random), person(random)];
  const prose = paragraphs(random, number);
  switch (number % 5) {
    case 0: return { name: `note ${reference}.txt`, text: `Note on the ${matter} ${reference}\n\n${prose.join('\n\n')}\n` };
    case 1: return { name: `minutes ${reference}.md`, text: `# Minutes, ${matter} ${reference}\n\nPresent: ${from}, ${to}.\n\n${prose.map((text, at) => `## ${String(at + 1)}. ${random.pick(matters)}\n\n${text}`).join('\n\n')}\n` };
    case 2: return { name: `list ${reference}.csv`, text: `item,supplier,amount,day\n${Array.from({ length: 8 + random.integer(12) }, () => `${random.pick(matters)},${person(random)},"${amount(random)}",${random.pick(days)}`).join('\n')}\n` };
    case 3: return { name: `letter ${reference}.html`, text: `<html><head><title>Letter about the ${matter}</title></head><body><p>Dear ${to},</p>${prose.map((text) => `<p>${text}</p>`).join('\n')}<p>Yours, ${from}</p></body></html>` };
    default: return { name: `mail ${reference}.eml`, text: `From: ${from} <a${String(number)}@office.example>\r\nTo: ${to} <b@office.example>\r\nSubject: ${matter} ${reference}\r\nDate: Mon, 0${String(1 + random.integer(9))} Mar 2020 09:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${prose.join('\r\n\r\n')}\r\n` };
  }
}

function paragraphs(random: Random, number: number): string[] {
  const made = Array.from({ length: 2 + random.integer(4) }, () => Array.from({ length: 2 + random.integer(4) }, () => sentence(random)).join(' '));
  return number === planted.number ? [...made, planted.sentence] : made;
}

/** A sentence about invented people and matters, in one of four forms. */
export function sentence(random: Random): string {
  const matter = random.pick(matters);
  switch (random.integer(4)) {
    case 0: return `The ${matter} for ${place(random)} ${random.pick(doings)}, ${person(random)} wrote on ${random.pick(days)}.`;
    case 1: return `${person(random)} puts the cost of the ${matter} at ${amount(random)} crowns, ${String(2 + random.integer(40))} percent more than ${person(random)} had reckoned.`;
    case 2: return `By ${random.pick(days)} noon ${person(random)} has to answer whether the ${matter} of ${place(random)} can go ahead.`;
    default: return `In ${place(random)} the ${matter} ${random.pick(doings)}; the reference is ${String(random.integer(1e6))}.`;
  }
}

function person(random: Random): string {
  return `${word(random, 2)} ${word(random, 3)}`;
}

function place(random: Random): string {
  return `${word(random, 2)} ${random.pick(['Street', 'Harbour', 'Hill', 'Works', 'Yard'])}`;
}

function amount(random: Random): string {
  return `${String(1 + random.integer(900))},${String(random.integer(1_000)).padStart(3, '0')}`;
}

/** An invented name; the short ones come often, the long ones seldom, as names do. */
function word(random: Random, length: number): string {
  const letters = Array.from({ length }, () => random.pick(syllables)).join('');
  return `${letters.charAt(0).toUpperCase()}${letters.slice(1)}`;
}

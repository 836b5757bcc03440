import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { extractFigures } from '../figures.ts';
import { halfOf, labelsFolder, readRawQuestions, type Labels } from '../questions.ts';

/** Labels of every question: half and figures by rule, `notInDocument` as read by a person. Ids and figures only, no sentences of the set. */
export function makeLabels(): Labels {
  const { whole, part } = z.object({ whole: z.array(z.string()), part: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(join(labelsFolder, 'notInDocument.json'), 'utf8')));
  return Object.fromEntries(readRawQuestions().map(({ id, answer }) => [id, {
    half: halfOf(id),
    notInDocument: whole.includes(id) ? 'whole' as const : part.includes(id) ? 'part' as const : null,
    figures: extractFigures(answer),
  }]));
}

if (import.meta.main) {
  const lines = Object.entries(makeLabels()).map(([id, label]) => `  ${JSON.stringify(id)}: ${JSON.stringify(label)}`);
  writeFileSync(join(labelsFolder, 'sec-10-q.json'), `{\n${lines.join(',\n')}\n}\n`);
}

import { parseArgs } from 'node:util';
import { isMet } from './Measure.ts';
import { printSections, sectionsAsJson } from './report.ts';
import { judgeCases, measureSupport } from './support/judgeCases.ts';
import { makeSupportCases } from './support/makeCases.ts';
import { startEmbedder } from './startEmbedder.ts';

const usage = `npm run eval:support -- [options]
Does the checking of sentences flag planted errors and leave true restatements alone? By templates it was tuned on and by unseen ones.
  --failures           the tuning templates' statements judged wrongly, one a line; those of the unseen half are never shown
  --per-template N     true statements of each template (default 16)
  --words-only         without the embedder, although it is installed
  --json               one JSON object on standard output
  --check              exit code 1 where an aim is not met on the unseen half`;

/** Measures `verifySentence` on statements made here. Intervals are 95 %. */
async function main(): Promise<void> {
  const { values } = parseArgs({ strict: true, options: { failures: { type: 'boolean' }, 'per-template': { type: 'string' }, 'words-only': { type: 'boolean' }, json: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help === true) { console.log(usage); return; }
  const perTemplate = Number(values['per-template'] ?? 16);
  if (!Number.isInteger(perTemplate) || perTemplate < 1) throw new Error('--per-template takes a whole number from 1');
  const embedder = values['words-only'] === true ? null : await startEmbedder();
  try {
    const how = embedder === null ? 'by words alone' : 'with the embedder';
    const tuning = await judgeCases(makeSupportCases('tuning', perTemplate, 1), embedder?.embed ?? null);
    const unseen = await judgeCases(makeSupportCases('unseen', perTemplate, 2), embedder?.embed ?? null);
    const sections = [measureSupport(tuning, `Checking, templates it was tuned on, ${how}`, false), measureSupport(unseen, `Checking, unseen templates, ${how}`, true)];
    if (values.json === true) console.log(JSON.stringify(sectionsAsJson(sections)));
    else printSections(sections, console.log);
    if (values.failures === true) for (const item of tuning) if (item.isFlagged === (item.error === null)) console.log(`${item.error ?? 'FALSE ALARM'} | ${item.template} | ${item.support} | ${item.claim} | ${item.note ?? ''}`);
    if (values.check === true && sections[1]?.measures.some((measure) => isMet(measure) === false) === true) process.exitCode = 1;
  } finally {
    await embedder?.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

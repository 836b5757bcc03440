import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine, runAs } from './runCarrel.ts';
import { answered, sampleOnPage, sampleWithout } from './sampleAnswers.ts';
import { usePackageCopy } from './usePackageCopy.ts';
import { noPackage, say } from './whyNot.ts';

say(noPackage);

describe.skipIf(noPackage !== null)('the packaged command line, as a user without rights', () => {
  const copy = usePackageCopy();
  const carrel = (...args: string[]) => runAs(copy.user, [...commandLine(copy.folder), ...args]);

  it('indexes the sample documents that ship with it', async () => {
    const { code, out, err } = await carrel('index', join(copy.folder, 'resources', 'engine', 'resources', 'samples'), '--json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ documents: { failed: 0 } });
  });

  it('answers a question from them, with its source', async () => {
    const { code, out, err } = await carrel('ask', sampleOnPage.question, '--json');
    expect(code, err).toBe(0);
    expect(answered(out)).toEqual({ saysIt: true, citesIt: true });
  });

  it('says so when they do not answer', async () => {
    const { code, out, err } = await carrel('ask', sampleWithout.question, '--json');
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ sources: [] });
  });
});

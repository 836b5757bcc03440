import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Document } from '../../electron/shared/schemas.ts';
import { hostileArchives } from '../fixtures/hostile/archives.ts';
import { reachingOut } from '../fixtures/hostile/reachingOut.ts';
import { readBytes } from '../fixtures/readBytes.ts';
import { noModels, runCarrel } from './runCarrel.ts';
import { withoutStrace } from './tracedRun.ts';

const root = mkdtempSync(join(tmpdir(), 'carrel-reach-'));
const [docs, profile, temporary, log] = ['docs', 'profile', 'temporary', 'calls'].map((name) => join(root, name)) as [string, string, string, string];
/** What no document may bring in: a file beside the folder. */
const outside = join(root, 'outside.txt');
const secret = 'Zanzibarsaltworks';
const hostile = reachingOut(outside);
let lines: readonly string[] = [];

beforeAll(async () => {
  for (const folder of [docs, temporary]) mkdirSync(folder);
  writeFileSync(outside, `The ${secret} are closed.`);
  for (const [name, content] of Object.entries(hostile)) writeFileSync(join(docs, name), content);
  const names = hostileArchives.find(({ name }) => name === 'names.zip');
  writeFileSync(join(docs, 'names.zip'), names?.bytes() ?? '');
  const carrel = [process.execPath, fileURLToPath(new URL('../../electron/cli/carrel.ts', import.meta.url)), 'index', docs, '--profile', profile];
  const traced = withoutStrace === null ? ['strace', '-f', '-qq', '-s', '4096', '-e', 'trace=open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,connect', '-o', log] : [];
  const [program = '', ...args] = [...traced, ...carrel];
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, CARREL_MODELS: noModels, TMPDIR: temporary } });
  expect(await new Promise((resolve, reject) => { child.once('close', resolve).once('error', reject); })).toBe(0);
  if (withoutStrace === null) lines = readFileSync(log, 'utf8').split('\n');
}, 120_000);
afterAll(() => { rmSync(root, { recursive: true }); });

const whySkipped = withoutStrace === null ? '' : ` (skipped: ${withoutStrace})`;

describe('documents that point outside', () => {
  it('M8: are read for what they say themselves, or end clearly', async () => {
    const states = Object.fromEntries(z.array(Document).parse((await runCarrel(['documents', '--json'], { profile })).json()).map(({ path, state, reason }) => [basename(path), reason === null ? state : `${state} ${reason.code}`]));
    expect(states).toEqual({
      ...Object.fromEntries(Object.keys(hostile).map((name) => [name, 'searchable'])), 'names.zip': 'searchable',
      'entity.docx': 'failed file-damaged', 'picture.svg': 'skipped format-unsupported',
    });
    for (const [name, content] of Object.entries(hostile)) if (states[name] === 'searchable') expect((await readBytes(name, Buffer.from(content))).text, name).toContain('The quay.');
  });

  it('M8: bring nothing of it into the library', async () => {
    expect((await runCarrel(['search', secret, '--hidden', '--json'], { profile })).json()).toEqual([]);
  });

  it.skipIf(withoutStrace !== null)(`M8: make nobody open it, nor an address${whySkipped}`, () => {
    // The same log shows that the documents were opened, so it would show this too.
    expect(lines.some((line) => line.includes(join(docs, 'page.html')))).toBe(true);
    expect(lines.filter((line) => line.includes(outside))).toEqual([]);
    expect(lines.filter((line) => /\bconnect\(.*(?:AF_INET|sin_addr)/.test(line))).toEqual([]);
  });

  it.skipIf(withoutStrace !== null)(`M7: make nobody write outside the profile${whySkipped}`, () => {
    const written = lines.filter((line) => !/ = -1 E/.test(line)).flatMap((line) => {
      const isWriting = /\b(?:creat|mkdir|mkdirat|rename|renameat2?|link|linkat|symlink|symlinkat)\(/.test(line) || /\bO_(?:CREAT|WRONLY|RDWR|TRUNC)\b/.test(line);
      return isWriting ? [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => path ?? '') : [];
    });
    expect(written.some((path) => path.startsWith(profile))).toBe(true);
    expect(written.filter((path) => ![profile, temporary, '/dev/', '/proc/self/'].some((place) => path.startsWith(place)))).toEqual([]);
  });

  it('M6: leave nothing in the temporary folder but the empty ones of the index', () => {
    const left = readdirSync(temporary, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => !/^\.tmp\w{6}$/.test(name))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { dueErasures, requireErasable } from '../../../electron/engine/erase/mayErase.ts';
import { dueSince, keptUntil, retentionRuleFor, type RetentionRule } from '../../../electron/engine/library/retention.ts';
import { PolicyInForce } from '../../../electron/engine/policy/PolicyInForce.ts';
import { settledRetention } from '../../../electron/engine/policy/settledFolders.ts';

const dayMs = 86_400_000;
const nowMs = 1_000 * dayMs;
const rule = (path: string | null, keepDays: number | null, eraseAfterDays: number | null = null): RetentionRule => ({ path, keepDays, eraseAfterDays });
const inForce = (retention: { folder?: string; keepDays: number | null; eraseAfterDays: number | null }[]): PolicyInForce => new PolicyInForce({ path: '', sha256: null, contact: null, settings: { retention: { value: retention, reason: 'Rule 7' } } });
const changed = (path: string, daysAgo: number) => ({ path, modifiedMs: nowMs - daysAgo * dayMs });

describe('the rule for a document', () => {
  const own = [rule('/docs', 10), rule('/docs/mail', 20), rule('/docs/mail/one.eml', 30)];

  it('is that of the nearest folder around it', () => {
    expect(['/docs/a', '/docs/mail/a', '/docs/mail/one.eml', '/docs/mailing/a', '/other'].map((path) => retentionRuleFor(path, { settled: [], own })?.keepDays)).toEqual([10, 20, 30, 10, undefined]);
  });

  it('is the administrator’s wherever one of theirs reaches, however wide', () => {
    expect(retentionRuleFor('/docs/mail/one.eml', { settled: [rule(null, 5)], own })?.keepDays).toBe(5);
    expect(retentionRuleFor('/docs/mail/one.eml', { settled: [rule(null, 5), rule('/docs', 6)], own })?.keepDays).toBe(6);
    expect(retentionRuleFor('/docs/mail/one.eml', { settled: [rule('/else', 5)], own })?.keepDays).toBe(30);
  });

  it('keeps it to the last moment and is due from then on', () => {
    const rules = { settled: [], own: [rule('/docs', 10, 10)] };
    expect(keptUntil(changed('/docs/a', 10), rules, nowMs - 1)).toBe(nowMs);
    expect(keptUntil(changed('/docs/a', 10), rules, nowMs)).toBeNull();
    expect(dueSince(changed('/docs/a', 10), rules, nowMs - 1)).toBeNull();
    expect(dueSince(changed('/docs/a', 10), rules, nowMs)).toBe(nowMs);
    expect(dueSince(changed('/other', 10_000), rules, nowMs)).toBeNull();
  });

  it('of the policy stands for each person’s own folders', () => {
    expect(settledRetention(inForce([{ folder: '{home}/work', keepDays: 3, eraseAfterDays: null }, { keepDays: null, eraseAfterDays: 9 }]), { username: 'ann', homedir: '/home/ann' }))
      .toEqual([rule('/home/ann/work', 3), rule(null, null, 9)]);
  });
});

describe('what may be erased', () => {
  const guarded = (documents: readonly { path: string; modifiedMs: number }[], own: readonly RetentionRule[], held: string | null = null, policy = inForce([])) => ({
    policy, library: { documents: { all: () => documents }, security: { settings: { get: () => own }, holdOn: (path: string) => (held !== null && path.startsWith(held) ? held : null) } },
  }) as unknown as Parameters<typeof requireErasable>[1];
  const documents = [changed('/docs/old', 40), changed('/docs/new', 4), changed('/docs/sub/older', 90), changed('/docsother/new', 1)];

  it('nothing beneath a path may where one document there is still to be kept', () => {
    const rules = [rule('/docs', 30)];
    expect(() => { requireErasable('/docs', guarded(documents, rules), nowMs); }).toThrow(expect.objectContaining({ code: 'retention-active', details: { path: '/docs/new', day: new Date(nowMs + 26 * dayMs).toISOString().slice(0, 10) } }) as Error);
    for (const path of ['/docs/old', '/docs/sub', '/docsother']) expect(() => { requireErasable(path, guarded(documents, rules), nowMs); }).not.toThrow();
  });

  it('a legal hold goes before every rule', () => {
    expect(() => { requireErasable('/docs/old', guarded(documents, [rule('/docs', null, 1)], '/docs/old'), nowMs); }).toThrow(expect.objectContaining({ code: 'hold-active' }) as Error);
    expect(dueErasures(guarded(documents, [rule('/docs', null, 30)]), nowMs)).toEqual([{ path: '/docs/sub/older', sinceMs: nowMs - 60 * dayMs }, { path: '/docs/old', sinceMs: nowMs - 10 * dayMs }]);
    expect(dueErasures(guarded(documents, [rule('/docs', null, 30)], '/docs/sub'), nowMs).map(({ path }) => path)).toEqual(['/docs/old']);
  });
});

import * as z from 'zod';
import { RetentionDays } from '../../shared/retention.ts';
import type { Connection } from './Connection.ts';

/** What a library keeps of how it is guarded, beside its other settings, with the value that holds until it is set. */
const settings = {
  /** Minutes without a request after which a library with a passphrase locks itself; 0: never. */
  idleLockMinutes: z.int().min(0).max(1_440).default(0),
  /** Whether each question is noted in the audit log, as a digest. */
  auditQuestions: z.boolean().default(true),
  /** Whether somebody said that the recovery key made last is written down. */
  recoveryKeyKept: z.boolean().default(true),
  /** Paths beneath which nothing may be erased or removed. */
  holds: z.array(z.string()).default([]),
  /** How long what lies at or beneath a path is kept. */
  retention: z.array(RetentionDays.extend({ path: z.string() })).default([]),
  /** Seals up to an entry were made with the key of a time before: `key` in hex. */
  formerAuditKeys: z.array(z.object({ upToId: z.int(), key: z.string() })).default([]),
} as const;

type Key = keyof typeof settings;
type ValueOf<K extends Key> = z.output<(typeof settings)[K]>;

export type SecuritySettings = ReturnType<typeof createSecuritySettings>;

export function createSecuritySettings(connection: Connection) {
  const read = connection.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const write = connection.prepare<[string, string]>('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
  return {
    get<K extends Key>(key: K): ValueOf<K> {
      const row = read.get(`security.${key}`);
      return settings[key].parse(row === undefined ? undefined : JSON.parse(row.value)) as ValueOf<K>;
    },
    set<K extends Key>(key: K, value: ValueOf<K>): void {
      write.run(`security.${key}`, JSON.stringify(settings[key].parse(value)));
    },
  };
}

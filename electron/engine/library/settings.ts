import * as z from 'zod';
import { AnswerStrength } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';

/** Every setting there is, with the value that holds until it is set. */
const settings = {
  /** The embedder whose vectors are searched; null until one is chosen. */
  embedder: z.string().nullable().default(null),
  /** The embedder whose table is being built beside the one in use. */
  nextEmbedder: z.string().nullable().default(null),
  /** True while that one is on trial: it is asked by name only, and takes over when it is told to. */
  embedderOnTrial: z.boolean().default(false),
  /** The chat model in use: an id, 'none', or null for the catalogue's default. */
  chatModel: z.string().nullable().default(null),
  /** The models that put passages in order and check sentences beside the rules; null for none, until one is chosen. */
  reranker: z.string().nullable().default(null),
  entailment: z.string().nullable().default(null),
  /** How readily "not in your documents" is said, where a question does not say it itself. */
  answerStrength: AnswerStrength.default('balanced'),
  /** True while the person has paused indexing. */
  paused: z.boolean().default(false),
  /** The `analysisVersion` the index's terms were made with; 0 before there are any. */
  analysisVersion: z.int().default(0),
  /** Raised with each group made live: an index that knows a higher one is not this library's. */
  indexGeneration: z.int().default(0),
  /** By folder id, the file id of the folder itself at the last scan that found anything: an empty mount point has another. */
  folderRoots: z.record(z.string(), z.string()).default({}),
  /** By folder id, globs of what is left out of it, in the words of `.gitignore`. */
  folderIgnore: z.record(z.string(), z.array(z.string())).default({}),
  /** The ids of the documents that were in the list of what could not be read when somebody last looked at it. */
  seenUnreadable: z.array(z.int()).default([]),
  /** By conversation, what is typed in it and not asked yet; the one typed in last comes last. */
  drafts: z.array(z.object({ conversationId: z.string(), text: z.string() })).default([]),
} as const;

type SettingKey = keyof typeof settings;
type SettingValue<Key extends SettingKey> = z.output<(typeof settings)[Key]>;

export type Settings = {
  get<Key extends SettingKey>(key: Key): SettingValue<Key>;
  set<Key extends SettingKey>(key: Key, value: SettingValue<Key>): void;
};

export function createSettings(connection: Connection): Settings {
  const read = connection.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const write = connection.prepare<[string, string]>('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
  return {
    get(key) {
      const row = read.get(key);
      return settings[key].parse(row === undefined ? undefined : JSON.parse(row.value)) as SettingValue<typeof key>;
    },
    set(key, value) {
      write.run(key, JSON.stringify(settings[key].parse(value)));
    },
  };
}

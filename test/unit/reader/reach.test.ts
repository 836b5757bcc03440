import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../electron/reader/', import.meta.url));
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

/** All that the reader may use of the system: none of it writes, starts a program, opens a socket or runs text as code. */
const permitted: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['createHash', 'createHmac', 'createDecipheriv', 'createCipheriv', 'pbkdf2Sync', 'timingSafeEqual'], 'node:fs/promises': ['open', 'stat'], 'node:module': ['createRequire'],
  'node:os': ['constants', 'setPriority'], 'node:path': ['basename', 'dirname', 'extname', 'join', 'posix', 'sep'], 'node:url': ['pathToFileURL'], 'node:zlib': ['constants', 'gunzipSync', 'inflateRawSync', 'inflateSync'],
};

describe('M5: the reader cannot reach out, by construction', () => {
  it('uses of the system only what reads', () => {
    expect(sources.length).toBeGreaterThan(100);
    const used = sources.flatMap(([name, source]) => [...source.matchAll(/from '(node:[\w/]+)'/g)].map((match) => {
      const names = /import (?:type )?\{([^}]*)\} from '$/.exec(source.slice(0, match.index + "from '".length))?.[1]?.split(',').map((one) => one.trim()) ?? ['everything'];
      return { name, module: match[1] ?? '', names };
    }));
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter(({ module, names }) => names.some((one) => permitted[module]?.includes(one) !== true))).toEqual([]);
  });

  it('opens files in one place, for reading, and runs no text as code', () => {
    const filesUsed = sources.filter(([, source]) => source.includes("'node:fs/promises'"));
    expect(filesUsed.map(([name]) => name).toSorted()).toEqual(['Input.ts', 'readDocument.ts']);
    expect(filesUsed.flatMap(([, source]) => source.match(/(?<![.\w])(?:open|stat)\(.*?\)/g) ?? []).toSorted()).toEqual(["open(path, 'r')", 'stat(path)']);
    expect(sources.filter(([, source]) => /(?<![.\w])(?:eval|Function|require|import|fetch)\(/.test(source)).map(([name]) => name)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const built = ['main', 'preload', 'renderer'].flatMap((folder) => readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:js|mjs|cjs|html|css)$/.test(name)).map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(dist, folder, name), 'utf8') })));

/** Every host an address in the built window names, and why it is harmless there. None of them can be reached: requests to anything but the window's own files end in E10. */
const known: Readonly<Record<string, string>> = {
  'www.w3.org': 'names of XML and SVG vocabularies, never fetched',
  'www.xfa.org': 'names of the vocabularies of XFA forms, in pdf.js',
  'ns.adobe.com': 'names of the vocabularies of PDF metadata, in pdf.js',
  'json-schema.org': 'the name of the schema language, in zod',
  'cyclonedx.org': 'the name of the schema of the bill of materials',
  'rolldown.rs': 'where a message of the bundler says more about an error',
  'react.dev': 'where React’s messages say more about an error',
  'github.com': 'where messages of libraries ask for reports',
  'example.com': 'an address that pdf.js joins others to',
};
/** Values filled in, and pieces of a check whether addresses can be read, in a library: names without a dot, or of another script. */
const isNoHost = (host: string): boolean => /[${}[\]#@]/.test(host) || /^(?:[a-z]|exa|foo\.bar|тест)$/.test(host);

const hostsIn = (text: string): string[] => [...text.matchAll(/\b(?:https?|wss?|ftp):\/\/([^/"'`\\\s)<>,;?:]*)/g)].map(([, host = '']) => host).filter((host) => host !== '');

describe('the built window', () => {
  it('N9: names no host but those listed here with a reason', () => {
    expect(built.length).toBeGreaterThan(10);
    const unknown = built.flatMap(({ name, text }) => hostsIn(text).filter((host) => known[host] === undefined && !isNoHost(host)).map((host) => `${host} in ${name}`));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('N9: a new host would be seen, and every reason listed is still needed', () => {
    expect(hostsIn('fetch("https://telemetry.example.org/v1?x=1"), `wss://${host}/`')).toEqual(['telemetry.example.org', '${host}']);
    const named = new Set(built.flatMap(({ text }) => hostsIn(text)));
    expect(Object.keys(known).filter((host) => !named.has(host))).toEqual([]);
  });

  it('E34: names no development server and holds no map of its sources', () => {
    expect(built.filter(({ text }) => /sourceMappingURL|sourcesContent|@vite\/client|import\.meta\.hot|\blocalhost\b|127\.0\.0\.1|\[::1\]/.test(text)).map(({ name }) => name)).toEqual([]);
    expect(readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.map'))).toEqual([]);
  });
});

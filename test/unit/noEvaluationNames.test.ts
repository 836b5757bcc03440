import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluationCompanies } from '../eval/names.ts';
import { repositoryRoot } from '../eval/questions.ts';

// Licence texts are other people's words, kept verbatim.
const verbatim = /^resources[\\/]licences[\\/]/;

describe('no name or ticker of the evaluation sets in what ships', () => {
  const words = evaluationCompanies.flatMap(({ name, ticker }) => [name, ticker]);
  // A reversed domain between quotes is an identifier that a file format fixes (the operators of ONNX), and matches no document.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}]|'com\\.)(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const files = ['electron', 'resources'].flatMap((folder) => filesUnder(join(repositoryRoot, folder)))
    .filter((path) => !verbatim.test(relative(repositoryRoot, path)));

  it('finds a planted name, so that a pass means something', () => {
    expect(`sales of ${words[0] ?? ''} rose`.match(pattern)).toHaveLength(1);
    expect(`${words[2] ?? ''}ligent`.match(pattern)).toBeNull();
    expect(`'com.${words[0] ?? ''}'`.match(pattern)).toBeNull();
    expect(`'${words[0] ?? ''}.com'`.match(pattern)).toHaveLength(1);
  });

  it('reads files under electron/ and resources/ and finds none', () => {
    expect(files.length).toBeGreaterThan(10);
    const found = files.flatMap((path) => [...`${relative(repositoryRoot, path)}\n${readFileSync(path, 'latin1')}`.matchAll(pattern)]
      .map(([word]) => `${relative(repositoryRoot, path)}: ${word}`));
    expect(found).toEqual([]);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

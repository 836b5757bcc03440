import { describe, expect, it } from 'vitest';
import { leftOut } from '../../../electron/engine/library/leftOut.ts';

describe('leftOut', () => {
  const documents = (root: string, separator: string): string[] => ['a.tmp', 'keep.tmp', 'Drafts/one.txt', 'Drafts/deep/two.txt', 'Letters/Drafts.txt', 'Letters/three.pdf']
    .map((path) => `${root}${separator}${path.replaceAll('/', separator)}`);
  const out = (rules: string, root = '/home/x/Docs', separator = '/'): string[] => leftOut(root, documents(root, separator), rules).map((path) => path.slice(root.length + 1));

  it.each<[string, string[]]>([
    ['', []], ['# a remark', []], ['*.tmp', ['a.tmp', 'keep.tmp']], ['*.tmp\n!keep.tmp', ['a.tmp']], ['Drafts/', ['Drafts/one.txt', 'Drafts/deep/two.txt']], ['/Letters/*.pdf', ['Letters/three.pdf']], ['three.*', ['Letters/three.pdf']],
  ])('%j', (rules, expected) => { expect(out(rules)).toEqual(expected); });

  it('knows the paths of Windows', () => { expect(out('Drafts/', 'C:\\Users\\x\\Docs', '\\')).toEqual(['Drafts\\one.txt', 'Drafts\\deep\\two.txt']); });
  it('leaves in a file that was added by itself', () => { expect(leftOut('/one.txt', ['/one.txt'], '*')).toEqual([]); });
});

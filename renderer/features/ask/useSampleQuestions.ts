import { useEffect, useState } from 'react';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Folder } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';

const most = 4;

/** Questions to begin with, while the samples that came with Carrel are in the library; none otherwise. */
export function useSampleQuestions(shell: Client<ShellContract>, folders: readonly Folder[]): readonly string[] {
  const [path, setPath] = useState<string | null>(null);
  const [questions, setQuestions] = useState<readonly string[]>([]);
  useEffect(() => { shell.sampleFolder({}).then((samples) => { setPath(samples.path); }, () => undefined); }, [shell]);
  const isThere = folders.some((folder) => folder.path === path);
  useEffect(() => {
    // Read where they are wanted: they come with their answers, for tests.
    if (isThere) void import('../../../resources/sample-questions.json').then(({ default: samples }) => { setQuestions(samples.filter(({ sources }) => sources.length > 0).slice(0, most).map(({ question }) => question)); });
  }, [isThere]);
  return isThere ? questions : [];
}

import { useEffect, useState } from 'react';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Folder } from '../../../electron/shared/schemas.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import samples from '../../../resources/sample-questions.json';

const questions = samples.filter(({ sources }) => sources.length > 0).slice(0, 4).map(({ question }) => question);

/** Questions to begin with, while the samples that came with Carrel are in the library; none otherwise. */
export function useSampleQuestions(shell: Client<ShellContract>, folders: readonly Folder[]): readonly string[] {
  const [path, setPath] = useState<string | null>(null);
  useEffect(() => { shell.sampleFolder({}).then((samples) => { setPath(samples.path); }, () => undefined); }, [shell]);
  return folders.some((folder) => folder.path === path) ? questions : [];
}

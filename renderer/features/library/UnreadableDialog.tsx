import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import { reasonWords } from '../../../electron/shared/errorWords.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ProblemEntry } from '../../../electron/shared/schemas.ts';
import type * as z from 'zod';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useWords } from '../../words/words.ts';

type Problem = z.infer<typeof ProblemEntry>;

/** Every file that is not, or not wholly, searchable: name, plain reason, next step. */
export function UnreadableDialog(props: { readonly engine: Client<EngineContract>; readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  const [problems, setProblems] = useState<readonly Problem[] | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => { props.engine.problems({}).then(setProblems, (reason: unknown) => { setError(toPlainError(reason)); }); }, [props.engine]);
  return (
    <Dialog title={say('unreadable.title')} wide onClose={props.onClose}>
      <p className="quiet">{say('unreadable.intro')}</p>
      {error !== null && <ErrorNote error={error} />}
      <ul className="problems">
        {problems?.map((problem) => <li key={problem.path}><strong title={problem.path}>{fileName(problem.path)}</strong><span>{wordsOf(problem)}</span></li>)}
      </ul>
    </Dialog>
  );
}

function wordsOf(problem: Problem): string {
  if (problem.reason === null) return '';
  const words = reasonWords(problem.reason);
  return `${words.what} ${words.next}`;
}

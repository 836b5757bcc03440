import { useState, type ReactNode } from 'react';
import type { EvaluationReport, EvaluationRun } from '../../../electron/shared/schemas.ts';
import { Confirm } from '../../components/Dialog.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { useAllWords, type SpeakAll } from '../../words/later.ts';
import { isRunName } from './outcomes.ts';

type Run = Pick<EvaluationRun, 'name' | 'atMs'>;

/** When a run was made, to be told from others, or the name a person gave it. */
export function whenOf({ name, atMs }: Run, others: readonly Run[], { time }: SpeakAll): string {
  const when = time(atMs, others.map((other) => other.atMs));
  return isRunName(name) ? when : `${name} · ${when}`;
}

/** How its answers were given. */
export function howOf({ model }: Pick<EvaluationReport, 'model'>, models: ReadonlyMap<string, string>, { say }: SpeakAll): string {
  return model === null ? say('checks.byQuotes') : say('checks.byModel', { model: models.get(model) ?? model });
}

/** Checks that were made before, the newest first: each shows its figures again. */
export function KeptRuns(props: { readonly runs: readonly EvaluationRun[]; readonly models: ReadonlyMap<string, string>; readonly onOpen: (name: string) => void; readonly onDelete: (name: string) => void }): ReactNode {
  const words = useAllWords();
  const { say, count } = words;
  const [deleting, setDeleting] = useState<Run | null>(null);
  if (props.runs.length === 0) return null;
  return (
    <section className="earlier" aria-label={say('checks.kept')}>
      <h2>{say('checks.kept')}</h2>
      <ul>
        {props.runs.map((run) => (
          <li key={run.name}>
            <button type="button" onClick={() => { props.onOpen(run.name); }}>
              <span className="earlier-name">{whenOf(run, props.runs, words)}</span>
              <span className="quiet">{count('checks.asked', run.questions, { how: howOf(run, props.models, words) })} · {say(`strength.${run.strength}`)}</span>
            </button>
            <MenuButton label={say('library.menu', { name: whenOf(run, props.runs, words) })} about={null} items={[{ words: say('checks.keptDelete'), act: () => { setDeleting(run); }, isDangerous: true }]} />
          </li>
        ))}
      </ul>
      {deleting !== null && (
        <Confirm title={say('checks.keptDeleteTitle', { when: whenOf(deleting, props.runs, words) })} body={say('checks.keptDeleteBody')} action={say('goThrough.deleteAction')}
          onConfirm={() => { props.onDelete(deleting.name); }} onClose={() => { setDeleting(null); }} />
      )}
    </section>
  );
}

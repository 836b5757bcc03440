import { memo, type KeyboardEvent, type ReactNode } from 'react';
import type { Document } from '../../../electron/shared/schemas.ts';
import { fileName } from '../../components/names.ts';
import { useAllWords } from '../../words/later.ts';
import { formatWords } from './formatWords.ts';

/** One document of a list, on one line; null while it is on its way. The arrows go to the rows beside it. */
export const DocumentRow = memo(function DocumentRow(props: { readonly index: number; readonly document: Document | null; /** So much of its path is not shown: that of what is listed. */ readonly within: number; readonly onOpen: (document: Document) => void }): ReactNode {
  const words = useAllWords();
  const { say, day } = words;
  const { index, document, within } = props;
  const row = { role: 'row', 'aria-rowindex': index + 2, className: 'list-row' } as const;
  if (document === null) return <div {...row}><span role="cell" className="list-coming">…</span></div>;
  const name = fileName(document.path);
  const place = document.path.slice(within, document.path.length - name.length).replace(/^[\\/]|[\\/]$/g, '');
  return (
    <div {...row}>
      <span role="cell"><button type="button" title={document.path} onKeyDown={step} onClick={() => { props.onOpen(document); }}><bdi>{name}</bdi>{place !== '' && <small> <bdi>{place}</bdi></small>}</button></span>
      <span role="cell" className={document.state === 'failed' || document.state === 'skipped' ? 'warn' : document.state === 'indexed-partly' ? 'partly' : undefined}>{say(`list.state.${document.state}`)}</span>
      <span role="cell">{document.date === undefined ? '' : day(document.date.day, 'medium')}</span>
      <span role="cell">{formatWords(document.format, words)}</span>
    </div>
  );
});

function step(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const row = event.currentTarget.closest('[role="row"]');
  (by === 1 ? row?.nextElementSibling : row?.previousElementSibling)?.querySelector('button')?.focus();
}

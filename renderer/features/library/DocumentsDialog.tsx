import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { DocumentList, DocumentOrder } from '../../../electron/shared/listContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, DocumentState } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useRows } from '../../components/useRows.ts';
import '../../styles/documents.css';
import { useAllWords } from '../../words/later.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { formatWords } from './formatWords.ts';
import { anything, useDocumentList } from './useDocumentList.ts';

/** Height of a row, px; documents.css knows it too. */
const rowHeight = 34;
const columns = ['name', 'state', 'date', 'format'] as const satisfies readonly DocumentOrder[];
const states = {
  read: ['searchable', 'indexed'], waiting: ['waiting', 'reading'], partly: ['indexed-partly'], not: ['skipped', 'failed'],
} as const satisfies Readonly<Record<string, readonly DocumentState[]>>;
type Group = keyof typeof states;
const groups = Object.keys(states) as Group[];

/** Every document of a folder, or of the library (`path` null), however many: narrowed by words, state and format, sorted by any column; a row opens the document. */
export function DocumentsDialog(props: { readonly engine: Client<EngineContract>; readonly within: { readonly path: string | null; readonly name: string }; /** Where the folders of the library lie, by their ids. */ readonly roots: readonly { readonly id: number; readonly path: string }[]; readonly version: string; readonly onOpen: (document: Document) => void; readonly onClose: () => void }): ReactNode {
  const all = useAllWords();
  const { say, count } = all;
  const { within } = props;
  const [words, setWords] = useState('');
  const [group, setGroup] = useState<Group | null>(null);
  const [format, setFormat] = useState<Document['format'] | null>(null);
  const [order, setOrder] = useState<{ readonly by: DocumentOrder; readonly descending: boolean }>({ by: 'name', descending: false });
  const list = useMemo((): DocumentList => ({ ...anything, ...(within.path === null ? {} : { within: within.path }), words, states: group === null ? [] : [...states[group]], formats: format === null ? [] : [format], ...order }), [within.path, words, group, format, order]);
  const { listed, error, want } = useDocumentList(props.engine, list, props.version);
  const pane = useRef<HTMLDivElement>(null);
  const total = listed?.total ?? 0;
  const { first, last } = useRows(pane, total, rowHeight);
  useEffect(() => { if (last > first) want(first, last); }, [want, first, last]);
  useEffect(() => { if (pane.current !== null) pane.current.scrollTop = 0; }, [list]);
  const sort = (by: DocumentOrder): void => { setOrder({ by, descending: order.by === by ? !order.descending : by === 'date' }); };
  // Folders above the one that was added are nobody's concern.
  const above = new Map(props.roots.map(({ id, path }) => [id, path.length - fileName(path).length]));
  const open = (document: Document): void => {
    props.onClose();
    props.onOpen(document);
  };
  return (
    <Dialog title={say('list.title', { name: within.name })} wide onClose={props.onClose}>
      <div className="list-filters">
        <input type="search" className="field" data-focus value={words} placeholder={say('list.find')} aria-label={say('list.find')} autoComplete="off" spellCheck={false} onChange={(event) => { setWords(event.target.value); }} />
        <select className="field" value={group ?? ''} aria-label={say('list.column.state')} onChange={(event) => { setGroup(groups.find((name) => name === event.target.value) ?? null); }}>
          <option value="">{say('list.anyState')}</option>
          {groups.map((name) => <option key={name} value={name}>{say(`list.group.${name}`)}</option>)}
        </select>
        <select className="field" value={format ?? ''} aria-label={say('list.column.format')} onChange={(event) => { setFormat(listed?.formats.find((name) => name === event.target.value) ?? null); }}>
          <option value="">{say('list.anyFormat')}</option>
          {listed?.formats.map((name) => <option key={name} value={name}>{formatWords(name, all)}</option>)}
        </select>
      </div>
      {error !== null && <ErrorNote error={error} />}
      <p className="quiet" role="status">{listed === null ? say('list.looking') : total === 0 ? say('list.none') : count('list.count', total)}</p>
      <div className="list-table" role="table" aria-label={say('list.title', { name: within.name })} aria-rowcount={total + 1}>
        <div role="row" aria-rowindex={1} className="list-row list-names">
          {columns.map((by) => (
            <span key={by} role="columnheader" aria-sort={order.by !== by ? 'none' : order.descending ? 'descending' : 'ascending'}>
              <button type="button" onClick={() => { sort(by); }}>{say(`list.column.${by}`)} <span aria-hidden="true">{order.by !== by ? '' : order.descending ? '↓' : '↑'}</span></button>
            </span>
          ))}
        </div>
        <div ref={pane} role="rowgroup" className="list-rows" tabIndex={-1}>
          <div style={{ height: total * rowHeight }}>
            <div style={{ translate: `0 ${first * rowHeight}px` }}>
              {Array.from({ length: last - first }, (_, at) => first + at).map((index) => {
                const document = listed?.at(index) ?? null;
                return <DocumentRow key={index} index={index} document={document} within={within.path?.length ?? above.get(document?.folderId ?? 0) ?? 0} onOpen={open} />;
              })}
            </div>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

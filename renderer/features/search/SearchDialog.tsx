import { useEffect, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Hit, Source } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { whereOf } from '../../components/names.ts';
import { useWords } from '../../words/words.ts';

/** Passages as one types, without a model having to write; Enter or a click opens the page. */
export function SearchDialog(props: { readonly engine: Client<EngineContract>; readonly onOpen: (sources: readonly Source[], index: number) => void; readonly onClose: () => void }): ReactNode {
  const words = useWords();
  const { say } = words;
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<readonly Hit[] | null>(null);
  const [chosen, setChosen] = useState(0);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => {
    if (query.trim() === '') { setHits(null); return undefined; }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      props.engine.search({ query, limit: 20 }, { signal: controller.signal }).then(
        (found) => { setHits(found); setChosen(0); setError(null); },
        (reason: unknown) => { if (!isCancelled(reason)) setError(toPlainError(reason)); },
      );
    }, 80);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [query, props.engine]);
  const sources = (hits ?? []).map((hit): Source => ({ n: hit.rank, documentId: hit.documentId, path: hit.path, title: hit.title, page: hit.page, locator: hit.locator, start: hit.start, end: hit.end, quote: hit.text }));
  const open = (index: number): void => {
    props.onOpen(sources, index);
    props.onClose();
  };
  return (
    <Dialog title={say('search.title')} wide onClose={props.onClose}>
      <input type="search" className="search-box" autoFocus value={query} placeholder={say('search.placeholder')} aria-label={say('search.placeholder')} role="combobox" aria-expanded={sources.length > 0} aria-controls="search-hits"
        aria-activedescendant={sources.length > 0 ? `hit-${chosen}` : undefined} onChange={(event) => { setQuery(event.target.value); }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, sources.length - 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0));
          else if (event.key === 'Enter' && sources.length > 0) open(chosen);
          else return;
          event.preventDefault();
        }} />
      {error !== null && <ErrorNote error={error} />}
      {hits === null && <p className="quiet">{say('search.hint')}</p>}
      {hits?.length === 0 && <p className="quiet">{say('search.none')}</p>}
      <ul id="search-hits" className="hits" role="listbox" aria-label={say('search.title')}>
        {sources.map((source, index) => (
          <li key={source.n} id={`hit-${index}`} role="option" aria-selected={index === chosen} className={index === chosen ? 'hit on' : 'hit'} onClick={() => { open(index); }}>
            <span className="where">{whereOf(source, words)}</span><span className="hit-text">{source.quote}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

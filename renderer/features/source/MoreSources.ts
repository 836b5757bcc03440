import type { Source } from '../../../electron/shared/schemas.ts';

/** Sources of which only a stretch is here: `before` it are so many of `total`. `load` gives the stretch beside it. */
export type MoreSources = { readonly before: number; readonly total: number; load(way: 'before' | 'after'): Promise<SourceStretch> };
export type SourceStretch = { readonly sources: readonly Source[]; readonly more: MoreSources };

/** What the source pane goes through. `isHits`: the sources are places that were searched for, not those of an answer. */
export type OpenedSources = { readonly sources: readonly Source[]; readonly index: number; readonly isHits: boolean; readonly more?: MoreSources | undefined };

/** Opens sources at one of them, and shows the page beside what it was opened from. */
export type OpenSources = (sources: readonly Source[], index: number, more?: MoreSources) => void;

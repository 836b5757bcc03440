import type { CSSProperties } from 'react';

/** How wide panes are that a person has drawn wider or narrower, as main says it in the address of the page: known before anything is drawn. */
export const keptWidths = Object.fromEntries([...new URLSearchParams(window.location.search)].filter(([name]) => name !== 'language').map(([name, width]) => [`--${name}`, width])) as CSSProperties;

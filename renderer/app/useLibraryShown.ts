import { useEffect, useState, useSyncExternalStore } from 'react';

/** Below the first width the source takes the library's place, below the second there is room for one pane (window.css knows both). */
const widths = { besideSource: '(min-width: 1101px)', besideConversation: '(min-width: 761px)' } as const;

type LibraryShown = { readonly isShown: boolean; /** It lies over the other panes, for a moment. */ readonly isDrawer: boolean; toggle(): void; hide(): void };

/** Whether the library is there: where there is room for it, unless it was folded away; where there is none, when asked for. */
export function useLibraryShown(withSource: boolean): LibraryShown {
  const fitsAll = useMatch(widths.besideSource);
  const fitsTwo = useMatch(widths.besideConversation);
  const isDrawer = withSource ? !fitsAll : !fitsTwo;
  const [isAsked, setIsAsked] = useState(false);
  const [isFolded, setIsFolded] = useState(false);
  useEffect(() => { setIsAsked(false); }, [isDrawer]);
  return {
    isDrawer, isShown: isDrawer ? isAsked : !isFolded,
    toggle: () => { if (isDrawer) setIsAsked(!isAsked); else setIsFolded(!isFolded); },
    hide: () => { setIsAsked(false); },
  };
}

function useMatch(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => { list.removeEventListener('change', changed); };
    },
    () => window.matchMedia(query).matches,
  );
}

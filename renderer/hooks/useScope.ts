import { useCallback, useMemo, useState } from 'react';
import type { Folder } from '../../electron/shared/schemas.ts';

/** A place a question can be restricted to: a folder of the library, a folder in it, or one document. */
export type ScopePart = { readonly path: string; readonly name: string };

export type ScopeChoice = {
  readonly parts: readonly ScopePart[];
  has(path: string): boolean;
  tick(part: ScopePart, ticked: boolean): void;
};

/** What is ticked in the library. Places that have left the library count no more. */
export function useScope(folders: readonly Folder[]): ScopeChoice {
  const [ticked, setTicked] = useState<readonly ScopePart[]>([]);
  const parts = useMemo(() => ticked.filter((part) => folders.some((folder) => isWithin(part.path, folder.path))), [ticked, folders]);
  const tick = useCallback((part: ScopePart, isTicked: boolean) => {
    setTicked((before) => [...before.filter(({ path }) => path !== part.path), ...(isTicked ? [part] : [])]);
  }, []);
  return { parts, tick, has: (path) => parts.some((part) => part.path === path) };
}

/** True for a folder itself and for everything below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') || folder.endsWith('\\') ? folder : `${folder}${folder.includes('\\') ? '\\' : '/'}`);
}

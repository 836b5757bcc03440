import { useState, type DragEvent } from 'react';
import type { Granted } from '../../electron/shared/granted.ts';
import { droppedFiles } from './droppedFiles.ts';

type DropHandlers = { onDragOver(event: DragEvent): void; onDragLeave(event: DragEvent): void; onDrop(event: DragEvent): void };

/** Files and folders dropped anywhere on the window; `isOver` while something is held over it. */
export function useDropped(take: (dropped: readonly Granted[]) => void, fail: (reason: unknown) => void): { readonly isOver: boolean; readonly handlers: DropHandlers } {
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        event.preventDefault();
        setIsOver(event.dataTransfer.types.includes('Files'));
      },
      onDragLeave: (event) => { if (event.currentTarget === event.target || event.relatedTarget === null) setIsOver(false); },
      onDrop: (event) => {
        event.preventDefault();
        setIsOver(false);
        droppedFiles(event.dataTransfer).then(take, fail);
      },
    },
  };
}

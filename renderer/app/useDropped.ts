import { useState, type DragEvent } from 'react';
import { droppedPaths } from './droppedPaths.ts';

type DropHandlers = { onDragOver(event: DragEvent): void; onDragLeave(event: DragEvent): void; onDrop(event: DragEvent): void };

/** Files and folders dropped anywhere on the window; `isOver` while something is held over it. */
export function useDropped(take: (paths: readonly string[]) => void): { readonly isOver: boolean; readonly handlers: DropHandlers } {
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
        take(droppedPaths(event.dataTransfer));
      },
    },
  };
}

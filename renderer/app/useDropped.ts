import { useState, type DragEvent } from 'react';
import type { Granted } from '../../electron/shared/granted.ts';
import { droppedFiles } from './droppedFiles.ts';

type DropHandlers = Record<'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop', (event: DragEvent) => void>;

/**
 * Files and folders dropped anywhere on an element, but where one within it takes them; `isOver` while they are held over it. What is no
 * file is left to what it is held over.
 */
export function useDropped(take: (dropped: readonly Granted[]) => void, fail: (reason: unknown) => void): { readonly isOver: boolean; readonly handlers: DropHandlers } {
  const [isOver, setIsOver] = useState(false);
  const isForUs = (event: DragEvent): boolean => !event.isDefaultPrevented() && event.dataTransfer.types.includes('Files');
  const accept = (event: DragEvent): void => {
    const isOurs = isForUs(event);
    if (isOurs) event.preventDefault();
    setIsOver(isOurs);
  };
  return {
    isOver,
    handlers: {
      // For what comes under the pointer anew Chromium asks by this event alone: unanswered, what is let go just then is lost.
      onDragEnter: accept,
      onDragOver: accept,
      onDragLeave: ({ currentTarget, relatedTarget }) => { if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false); },
      onDrop: (event) => {
        const isOurs = isForUs(event);
        setIsOver(false);
        if (!isOurs) return;
        event.preventDefault();
        droppedFiles(event.dataTransfer).then(take, fail);
      },
    },
  };
}

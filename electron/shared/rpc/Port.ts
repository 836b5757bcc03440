/** One end of a two-way channel that keeps messages in order. Listeners are called from the next turn on, never inside `post`. */
export type Port = {
  /** Never throws: what cannot be sent because the other side is gone is dropped, and `onClose` tells. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when either side has closed; at once if that has already happened. */
  onClose(listener: () => void): void;
  close(): void;
};

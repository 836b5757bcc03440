import { AppError } from '../shared/AppError.ts';

/** Goes on without the lesser parts of a file that cannot be read, and remembers that there were some. */
export class DamageTolerance {
  /** Set once a part that was asked for by `tolerated` could not be read. */
  isDamaged = false;

  /** A damaged part that is not the main one costs only what it says. */
  tolerated<T>(read: () => T, otherwise: T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof AppError) || (error.code !== 'file-damaged' && error.code !== 'limit-exceeded')) throw error;
      this.isDamaged = true;
      return otherwise;
    }
  }
}

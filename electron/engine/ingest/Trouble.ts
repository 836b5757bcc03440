import { AppError, toPlainError, type PlainError } from '../../shared/AppError.ts';

/** Work that goes on for so long after trouble is rid of it, ms. */
const overAfterMs = 5_000;

/** What holds up the work on a library. Told until work goes on again, and not again with each try that fails. */
export class Trouble {
  #now: AppError | null = null;
  #told: PlainError | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Set while nothing is tried: whoever waits for the work has it. */
  get now(): AppError | null {
    return this.#now;
  }

  /** For those who look. */
  get told(): PlainError | null {
    return this.#told;
  }

  begin(error: unknown): void {
    clearTimeout(this.#timer);
    const { code, details } = toPlainError(error);
    this.#now = new AppError(code, details, { cause: error });
    this.#told = { code, details };
    this.#onChange();
  }

  /** The work is tried again. */
  tryAgain(): void {
    this.#now = null;
    this.#timer = setTimeout(() => {
      this.#told = null;
      this.#onChange();
    }, overAfterMs).unref();
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}

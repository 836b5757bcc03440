/**
 * Shapes the text of an answer while it is written: blanks at its start and thoughts are left out, it ends before a stop
 * text, and what could still become one of these is held back.
 */
export class AnswerText {
  readonly #stops: readonly string[];
  readonly #open: string;
  readonly #close: string;
  #state: 'start' | 'thought' | 'answer' | 'stopped' = 'start';
  #held = '';

  constructor({ stops, thought: [open, close] }: { readonly stops: readonly string[]; readonly thought: readonly [open: string, close: string] }) {
    this.#stops = stops.filter((stop) => stop !== '');
    this.#open = open;
    this.#close = close;
  }

  get isStopped(): boolean {
    return this.#state === 'stopped';
  }

  /** The part of the answer that has become certain, possibly empty. */
  push(text: string): string {
    if (this.#state === 'stopped') return '';
    this.#held += text;
    for (;;) {
      if (this.#state === 'start') {
        const rest = this.#held.trimStart();
        if (rest.startsWith(this.#open)) {
          this.#state = 'thought';
          this.#held = rest.slice(this.#open.length);
        } else if (this.#open.startsWith(rest)) {
          return '';
        } else {
          this.#state = 'answer';
          this.#held = rest;
        }
      } else if (this.#state === 'thought') {
        const end = this.#held.indexOf(this.#close);
        if (end < 0) {
          this.#held = this.#held.slice(this.#held.length - overlap(this.#held, [this.#close]));
          return '';
        }
        this.#held = this.#held.slice(end + this.#close.length);
        this.#state = 'start';
      } else {
        return this.#takeAnswer();
      }
    }
  }

  /** What was held back, once nothing more comes. */
  finish(): string {
    const rest = this.#state === 'answer' || this.#state === 'start' ? this.#held : '';
    this.#held = '';
    return this.#state === 'start' ? rest.trimStart() : rest;
  }

  #takeAnswer(): string {
    const found = this.#stops.map((stop) => this.#held.indexOf(stop)).filter((at) => at >= 0);
    if (found.length > 0) {
      const answer = this.#held.slice(0, Math.min(...found));
      this.#state = 'stopped';
      this.#held = '';
      return answer;
    }
    const keep = overlap(this.#held, this.#stops);
    const answer = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    return answer;
  }
}

/** Length of the longest end of `text` that begins one of `words`. */
function overlap(text: string, words: readonly string[]): number {
  let longest = 0;
  for (const word of words) {
    for (let length = Math.min(word.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(word.slice(0, length))) {
        longest = length;
        break;
      }
    }
  }
  return longest;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerText } from '../../../electron/models/AnswerText.ts';

const shape = { stops: ['\nUser:', 'STOP'], thought: ['<think>', '</think>'] } as const;

function speak(pieces: readonly string[]): string {
  const text = new AnswerText(shape);
  return pieces.map((piece) => text.push(piece)).join('') + text.finish();
}

describe('AnswerText', () => {
  it('gives the same answer however the text is cut', () => {
    const part = fc.constantFrom('a ', '<think>', '</think>', '<thi', 'nk>', '\nUser', ':', 'ST', 'OP', 'STOP', '\n', ' ', '<', 'word', '😀');
    fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 8 }), (parts, cuts) => {
      const whole = parts.join('');
      const places = [...new Set(cuts)].sort((a, b) => a - b);
      const pieces = [0, ...places].map((start, index) => whole.slice(start, places[index] ?? whole.length));
      expect(speak(pieces)).toBe(speak([whole]));
    }));
  });

  it('drops blanks and thoughts at the start only', () => {
    expect(speak(['\n <think>x</think> <think>y</think>\n', 'A <think>z</think>'])).toBe('A <think>z</think>');
    expect(speak(['<think>never finished'])).toBe('');
    expect(speak(['<thin', 'g> is'])).toBe('<thing> is');
  });

  it('ends before a stop text and says so', () => {
    const text = new AnswerText(shape);
    expect(text.push('Yes.\nUs')).toBe('Yes.');
    expect(text.isStopped).toBe(false);
    expect(text.push('er: more')).toBe('');
    expect(text.isStopped).toBe(true);
    expect(text.finish()).toBe('');
  });
});

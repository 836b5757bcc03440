import { readFileSync } from 'node:fs';
import { AppError } from '../shared/AppError.ts';

/** The passphrase as UTF-8 bytes, from a file descriptor or typed at the terminal without being shown. Errors: library-locked (nobody to ask), cancelled. */
export async function readPassphrase(fd: number | null, prompt: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (fd !== null) return fromDescriptor(fd);
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) throw new AppError('library-locked');
  return await fromTerminal(prompt, signal);
}

/** What was read from each: opening the library and changing its passphrase both need it, and a pipe gives it once. */
const given = new Map<number, Uint8Array<ArrayBuffer>>();

function fromDescriptor(fd: number): Uint8Array<ArrayBuffer> {
  const before = given.get(fd);
  if (before !== undefined) return new Uint8Array(before);
  try {
    const bytes = readFileSync(fd);
    const end = bytes.at(-1) !== 0x0a ? bytes.length : bytes.at(-2) === 0x0d ? bytes.length - 2 : bytes.length - 1;
    given.set(fd, new Uint8Array(bytes.subarray(0, end)));
    return new Uint8Array(bytes.subarray(0, end));
  } catch (cause) {
    throw new AppError('input-invalid', { problem: `cannot read the passphrase from file descriptor ${fd}` }, { cause });
  }
}

function fromTerminal(prompt: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    let typed = '';
    const finish = (settle: () => void): void => {
      stdin.off('data', take);
      signal.removeEventListener('abort', cancel);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const cancel = (): void => { finish(() => { reject(new AppError('cancelled')); }); };
    const take = (text: string): void => {
      for (const character of text) {
        if (character === '\r' || character === '\n' || character === '\u0004') return finish(() => { resolve(new TextEncoder().encode(typed)); });
        if (character === '\u0003') return cancel();
        if (character === '\u007f' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else if (character >= ' ') typed += character;
      }
    };
    stdin.on('data', take);
    signal.addEventListener('abort', cancel, { once: true });
  });
}

import type { ChildProcess } from 'node:child_process';

type Reply = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** The window of a package that `driver.ts` was put in front of, seen and moved through Chromium's own protocol. */
export class DrivenWindow {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #count = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (reply: Reply) => {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#count;
    const reply = await new Promise<Reply>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, method, params });
    });
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error}`);
    return reply.result;
  }

  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }) as { readonly result: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string } };
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  }

  /** Waits until an expression about the page is true; the window may not even be there yet. */
  async until(expression: string, timeoutMs = 60_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (await this.evaluate(`Boolean(${expression})`).catch(() => false) !== true) {
      if (this.#child.exitCode !== null) throw new Error(`the window ended with ${this.#child.exitCode} before: ${expression}`);
      if (Date.now() > end) throw new Error(`not within ${timeoutMs / 1_000} s: ${expression}; the page says: ${String(await this.evaluate('document.body.innerText').catch(String)).slice(0, 1_000)}`);
      await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
  }

  /** Drags a folder of this computer onto the window. */
  async drop(path: string): Promise<void> {
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) await this.send('Input.dispatchDragEvent', { type, x: 640, y: 300, data });
  }

  /** Types words into the box that has the focus and presses Enter. */
  async type(words: string): Promise<void> {
    await this.send('Input.insertText', { text: words });
    for (const type of ['keyDown', 'keyUp']) await this.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: type === 'keyDown' ? '\r' : '' });
  }
}

import { app, type WebContents } from 'electron';

// Put in front of the packaged main file in a copy of the package, because the package itself ends at every switch that would
// let a test in. It passes Chromium's own protocol on to the process that started it, and then the application starts as always.
type Command = { readonly id: number; readonly method: string; readonly params: object };

let contents: WebContents | undefined;
app.on('web-contents-created', (_event, created) => { contents ??= created; });

process.on('message', ({ id, method, params }: Command) => {
  answer(method, params).then((result) => process.send?.({ id, result }), (error: unknown) => process.send?.({ id, error: String(error) }));
});

async function answer(method: string, params: object): Promise<unknown> {
  if (contents === undefined) throw new Error('there is no window yet');
  if (!contents.debugger.isAttached()) contents.debugger.attach('1.3');
  return contents.debugger.sendCommand(method, params);
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- this file is CommonJS where it runs
require('./dist/main/main.cjs');

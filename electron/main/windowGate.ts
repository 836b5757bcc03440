import { AppError, toPlainError } from '../shared/AppError.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import type { Port } from '../shared/rpc/Port.ts';
import { isObject, readRequest, type Reply } from '../shared/rpc/wire.ts';
import type { Grants } from './Grants.ts';

type Operation = keyof EngineContract;

/** Read files the library does not know yet: the window names them by tokens. */
const byToken: readonly Operation[] = ['addFolder', 'importModel', 'importLibrary'];
/** Read or write where they are told to: the command line's, and the main process's once it has asked the person where. And what gives out a key: the main process's alone. */
const neverAsked: readonly Operation[] = ['index', 'exportGoThrough', 'exportConversation', 'exportEvidence', 'exportLibrary', 'keepKey'];

/**
 * Joins the window's port to the engine's. Messages pass as they are, but for files outside the library: a window that was taken
 * over can name no path of its own (SECURITY E27), only what a person gave it.
 */
export function windowGate(window: Port, engine: Port, grants: Grants): void {
  window.onMessage((message) => {
    const request = readRequest(message);
    if (request?.type !== 'ask') return engine.post(message);
    const { id, operation, input } = request;
    const refuse = (error: AppError): void => { window.post({ type: 'error', id, error: toPlainError(error) } satisfies Reply); };
    if (neverAsked.some((name) => name === operation)) return refuse(new AppError('operation-unknown', { operation }));
    if (!byToken.some((name) => name === operation)) return engine.post(message);
    const path = isObject(input) ? grants.pathFor(input['path']) : null;
    if (path === null) return refuse(new AppError('input-invalid', { operation, problem: 'path: nobody gave this window that file or folder' }));
    engine.post({ type: 'ask', id, operation, input: { ...(input as object), path } });
  });
  engine.onMessage((message) => { window.post(message); });
  window.onClose(() => { engine.close(); });
  engine.onClose(() => { window.close(); });
}

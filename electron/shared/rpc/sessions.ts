import type { Port } from './Port.ts';
import { isObject } from './wire.ts';

/** A message of one session among several on the same channel; `closed` is its last. */
type Envelope = { readonly session: string; readonly closed: true } | { readonly session: string; readonly message: unknown };

function readEnvelope(value: unknown): Envelope | null {
  if (!isObject(value) || typeof value['session'] !== 'string') return null;
  const { session } = value;
  if (value['closed'] === true) return { session, closed: true };
  return 'message' in value ? { session, message: value['message'] } : null;
}

/** Splits a channel into sessions, for the side that opens them: each is a port of its own, and closing one leaves the others. */
export function openSessions(channel: Port): { open(session: string): Port } {
  const sessions = new Map<string, SessionEnd>();
  channel.onMessage((message) => { deliver(sessions, message); });
  channel.onClose(() => { closeAll(sessions); });
  return { open: (session) => addSession(channel, sessions, session).port };
}

/** The answering side: `accept` is called with the port of each session as its first message arrives. Messages in no envelope are left alone. */
export function acceptSessions(channel: Port, accept: (port: Port) => void): void {
  const sessions = new Map<string, SessionEnd>();
  channel.onMessage((message) => {
    const envelope = readEnvelope(message);
    if (envelope === null) return;
    if (!sessions.has(envelope.session)) {
      if ('closed' in envelope) return;
      accept(addSession(channel, sessions, envelope.session).port);
    }
    deliver(sessions, message);
  });
  channel.onClose(() => { closeAll(sessions); });
}

type SessionEnd = { readonly port: Port; deliver(message: unknown): void; close(): void };

function deliver(sessions: ReadonlyMap<string, SessionEnd>, message: unknown): void {
  const envelope = readEnvelope(message);
  if (envelope === null) return;
  const end = sessions.get(envelope.session);
  if ('closed' in envelope) end?.close();
  else end?.deliver(envelope.message);
}

function closeAll(sessions: Map<string, SessionEnd>): void {
  for (const end of [...sessions.values()]) end.close();
}

function addSession(channel: Port, sessions: Map<string, SessionEnd>, session: string): SessionEnd {
  const messageListeners: ((message: unknown) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const tellClosed = (): void => {
    if (closed) return;
    closed = true;
    sessions.delete(session);
    for (const listener of closeListeners.splice(0)) listener();
  };
  const end: SessionEnd = {
    deliver: (message) => { for (const listener of messageListeners) listener(message); },
    close: tellClosed,
    port: {
      post: (message) => { if (!closed) channel.post({ session, message }); },
      onMessage: (listener) => { messageListeners.push(listener); },
      onClose: (listener) => {
        if (closed) listener();
        else closeListeners.push(listener);
      },
      close: () => {
        if (!closed) channel.post({ session, closed: true });
        tellClosed();
      },
    },
  };
  sessions.set(session, end);
  return end;
}

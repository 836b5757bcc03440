/**
 * The closed list of everything that can go wrong across a process boundary. Adding a code makes the compiler ask for
 * its words in `errorWords.ts`.
 */
export const errorCodes = [
  // files and documents
  'file-not-found', 'file-not-readable', 'file-not-writable', 'file-empty', 'file-damaged', 'file-too-large', 'file-changed', 'file-special', 'link-loop', 'link-broken', 'file-in-cloud', 'file-gone-kept', 'file-changed-kept',
  'format-unsupported', 'password-needed', 'no-text', 'recognition-pending', 'recognition-failed', 'reader-timeout', 'reader-memory', 'reader-crashed', 'limit-exceeded',
  'folder-not-found', 'folder-away', 'folder-overlaps', 'document-unknown', 'page-unknown', 'scope-unknown', 'removal-over',
  // library and profile
  'profile-busy', 'library-unknown', 'library-locked', 'library-closed', 'passphrase-wrong', 'passphrase-missing', 'recovery-key-wrong', 'kept-key-wrong', 'key-store-missing', 'vault-damaged', 'library-damaged', 'library-too-new',
  'index-damaged', 'index-building', 'disk-full', 'hold-active', 'retention-active', 'erase-incomplete', 'audit-broken', 'policy-broken', 'policy-forbids',
  // models
  'model-unknown', 'model-missing', 'model-damaged', 'model-not-listed', 'model-unsupported', 'models-crashed', 'model-wrong-kind',
  'download-refused', 'checksum-wrong',
  // processes and calls
  'cancelled', 'engine-stopped', 'helper-stopped', 'port-closed', 'input-invalid', 'output-invalid', 'operation-unknown', 'offline',
  'conversation-unknown', 'run-unknown', 'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain values that name the thing concerned: a path, a page, a limit. Shown to the person, never logged. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** The only error that crosses a process boundary. `message` is for developers; people read `errorWords`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: { cause?: unknown } = {}) {
    super(describe(code, details), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = details;
  }
}

/** What goes over the wire in place of an error object. */
export type PlainError = { readonly code: ErrorCode; readonly details: ErrorDetails };

/** Any thrown value as plain data. What is not an `AppError` becomes `internal` with its message as a detail. */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof AppError) return { code: error.code, details: error.details };
  if (isAbort(error)) return { code: 'cancelled', details: {} };
  return { code: 'internal', details: { message: error instanceof Error ? error.message : String(error) } };
}

export function fromPlainError(plain: PlainError): AppError {
  return new AppError(plain.code, plain.details);
}

/** True for the error an aborted `AbortSignal` gives, and for our own `cancelled`. */
export function isCancelled(error: unknown): boolean {
  return (error instanceof AppError && error.code === 'cancelled') || isAbort(error);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function describe(code: ErrorCode, details: ErrorDetails): string {
  const named = Object.entries(details).map(([key, value]) => `${key}=${value}`);
  return named.length === 0 ? code : `${code} (${named.join(', ')})`;
}

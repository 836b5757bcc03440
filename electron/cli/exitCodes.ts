import type { ErrorCode } from '../shared/AppError.ts';

export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, refused: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code that goes with an error. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  switch (code) {
    case 'input-invalid': return exitCodes.wrongUsage;
    case 'library-locked': case 'passphrase-wrong': case 'passphrase-missing': case 'recovery-key-wrong': case 'hold-active': case 'retention-active': case 'policy-broken': case 'policy-forbids': case 'download-refused': case 'offline': return exitCodes.refused;
    default: return exitCodes.failed;
  }
}

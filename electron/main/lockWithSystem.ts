import type { PowerMonitor } from 'electron';
import { toPlainError } from '../shared/AppError.ts';

/**
 * Locks the library when the person locks the screen or the machine goes to sleep, and quits in good time when the system shuts down.
 * `lock` fails with passphrase-missing where there is nothing to lock.
 */
export function lockWithSystem(monitor: Pick<PowerMonitor, 'on'>, { lock, quit, log }: { readonly lock: () => Promise<unknown>; readonly quit: () => void; readonly log: (line: string) => void }): void {
  const lockNow = (): void => {
    lock().catch((error: unknown) => {
      const { code } = toPlainError(error);
      if (!['passphrase-missing', 'library-locked'].includes(code)) log(`not locked: ${code}`);
    });
  };
  // One by one: each has types of its own.
  monitor.on('lock-screen', lockNow);
  monitor.on('suspend', lockNow);
  monitor.on('user-did-resign-active', lockNow);
  monitor.on('shutdown', quit);
}

import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { lockWithSystem } from '../../../electron/main/lockWithSystem.ts';
import { AppError } from '../../../electron/shared/AppError.ts';

function made(lock: () => Promise<unknown>) {
  const monitor = new EventEmitter();
  const told = { lock: vi.fn(lock), quit: vi.fn(), log: vi.fn() };
  lockWithSystem(monitor as unknown as PowerMonitor, told);
  return { monitor, told };
}

describe('what the system does', () => {
  it.each(['lock-screen', 'suspend', 'user-did-resign-active'])('R14: %s locks the library', (event) => {
    const { monitor, told } = made(() => Promise.resolve());
    monitor.emit(event);
    expect(told.lock).toHaveBeenCalledOnce();
    expect(told.quit).not.toHaveBeenCalled();
  });

  it('R14: shutting down quits, so that all is saved in time', () => {
    const { monitor, told } = made(() => Promise.resolve());
    monitor.emit('shutdown');
    expect(told.quit).toHaveBeenCalledOnce();
    expect(told.lock).not.toHaveBeenCalled();
  });

  it('a library without a passphrase stays open; a lock that failed is no secret', async () => {
    const missing = made(() => Promise.reject(new AppError('passphrase-missing')));
    missing.monitor.emit('suspend');
    const failed = made(() => Promise.reject(new AppError('engine-stopped')));
    failed.monitor.emit('suspend');
    await vi.waitFor(() => { expect(failed.told.log).toHaveBeenCalledExactlyOnceWith('not locked: engine-stopped'); });
    expect(missing.told.log).not.toHaveBeenCalled();
  });
});

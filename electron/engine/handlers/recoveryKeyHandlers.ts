import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { Libraries } from '../Libraries.ts';

type Keyed = Pick<Handlers<EngineContract>, 'setPassphrase' | 'changePassphrase' | 'unlockLibrary' | 'security'>;

/** The same handlers, keeping account of whether the recovery key they gave out last is written down: whatever shows it, this once, may end before anybody could. */
export function recoveryKeyHandlers<H extends Keyed>(handlers: H, libraries: Libraries): H & Keyed & Pick<Handlers<EngineContract>, 'noteRecoveryKey'> {
  const settings = () => libraries.opened?.library.security.settings;
  /** Noted before there is a key: ended between the two, one that nobody saw would count as kept. */
  const making = async <T>(make: () => T | Promise<T>): Promise<T> => {
    const before = settings()?.get('recoveryKeyKept');
    settings()?.set('recoveryKeyKept', false);
    try {
      return await make();
    } catch (error) {
      if (before !== undefined) settings()?.set('recoveryKeyKept', before);
      throw error;
    }
  };
  return {
    ...handlers,
    setPassphrase: (input, context) => making(() => handlers.setPassphrase(input, context)),
    changePassphrase: (input, context) => (input.newRecoveryKey ? making(() => handlers.changePassphrase(input, context)) : handlers.changePassphrase(input, context)),
    async unlockLibrary(input, context) {
      const library = await handlers.unlockLibrary(input, context);
      // Whoever can type it has it.
      if (input.recoveryKey !== undefined) settings()?.set('recoveryKeyKept', true);
      return library;
    },
    noteRecoveryKey({ kept }, context) {
      libraries.current().library.security.settings.set('recoveryKeyKept', kept);
      return handlers.security({}, context);
    },
  };
}

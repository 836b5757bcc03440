import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { retentionProblem } from '../../shared/retention.ts';
import type { EraseEvent, securityOperations, SecurityState } from '../../shared/securityContract.ts';
import { finishErasures } from '../erase/finishErasures.ts';
import { dueErasures, requireErasable, retentionRules } from '../erase/mayErase.ts';
import { planErasure } from '../erase/planErasure.ts';
import { retentionRuleFor } from '../library/retention.ts';
import { settledRetention } from '../policy/settledFolders.ts';
import type { Libraries } from '../Libraries.ts';
import { Events } from '../erase/Events.ts';
import { formatRecoveryKey, parseRecoveryKey } from '../vault/recoveryKey.ts';
import { rekeyLibrary } from '../vault/rekeyLibrary.ts';
import type { Secret, Vault } from '../vault/Vault.ts';
import { wiping } from '../vault/wiping.ts';

type SecurityHandlers = Omit<Pick<Handlers<EngineContract>, keyof typeof securityOperations>, 'auditReplay' | 'stayOpen' | 'noteRecoveryKey' | 'exportLibrary' | 'importLibrary'>;

/** Locking, erasing and proving. Secrets are wiped once used. */
export function securityHandlers(libraries: Libraries): SecurityHandlers {
  const state = (): SecurityState => {
    const { library, summary, policy } = libraries.current();
    const { settings } = library.security;
    const { settled, own } = retentionRules({ library, policy });
    return {
      protection: summary.protection, hasRecoveryKey: libraries.vault().hasRecoveryKey, recoveryKeyKept: !libraries.vault().hasRecoveryKey || settings.get('recoveryKeyKept'), hasKeptKey: libraries.vault().hasKeptKey,
      idleLockMinutes: policy.idleLockMinutes(settings.get('idleLockMinutes')), auditQuestions: policy.auditQuestions(settings.get('auditQuestions')), auditContent: policy.auditContent, holds: settings.get('holds'),
      retention: [...settled.map((rule) => ({ ...rule, settled: true })), ...own.map((rule) => ({ ...rule, settled: false }))],
    };
  };
  /** What was kept although its file is gone may go now. Whoever asked need not wait for it. */
  const lookAgain = (): void => {
    const { library, ingest } = libraries.current();
    if (library.documents.unread().some(({ code }) => code === 'file-gone-kept' || code === 'file-changed-kept')) for (const { id } of library.folders.list()) ingest.lookAgain(id);
  };
  return {
    lockLibrary: () => libraries.lock(),
    unlockLibrary: ({ passphrase, recoveryKey, keptKey }) => withSecret({ passphrase, recoveryKey, keptKey }, (secret) => {
      if (keptKey !== undefined) libraries.policy.requireKeyStore();
      return libraries.open(libraries.usual.id, secret);
    }),
    keepKey: ({ current, recoveryKey }) => withSecret({ passphrase: current, recoveryKey }, async (secret) => {
      libraries.policy.requireKeyStore();
      return await libraries.withVault(async (vault, opened) => {
        const kept = await vault.makeKeptKey(secret);
        const keptKey = Uint8Array.from(kept);
        kept.fill(0);
        opened.audit.append('key-kept');
        return { keptKey };
      });
    }),
    forgetKeptKey: async () => {
      await libraries.withVault(async (vault, opened) => {
        const { hasKeptKey } = vault;
        await vault.forgetKeptKey();
        if (hasKeptKey) opened.audit.append('key-forgotten');
      });
      return state();
    },
    setPassphrase: ({ passphrase, newKey }) => wiping([passphrase], async () => {
      if (libraries.current().summary.protection !== 'none') throw new AppError('input-invalid', { problem: 'the library has a passphrase already' });
      const recoveryKey = randomBytes(32);
      const lock = async (vault: Vault, folder: string): Promise<void> => {
        if (newKey) await vault.replaceKey({ passphrase, recoveryKey, prepare: (old, next) => rekeyLibrary(folder, old, next) });
        else await vault.changePassphrase({ next: passphrase, newRecoveryKey: recoveryKey });
      };
      await (newKey ? libraries.withClosed(lock) : libraries.withVault((vault, { library }) => lock(vault, library.folder)));
      libraries.current().audit.append('passphrase-set', { newKey });
      return { library: libraries.current().summary, recoveryKey: printed(recoveryKey) };
    }),
    changePassphrase: ({ current, recoveryKey, next, newRecoveryKey }) => wiping([next], () => withSecret({ passphrase: current, recoveryKey }, (secret) => libraries.withVault(async (vault, opened) => {
      if (opened.summary.protection === 'none') throw new AppError('passphrase-missing');
      const fresh = newRecoveryKey ? randomBytes(32) : null;
      await vault.changePassphrase({ current: secret, next, ...(fresh === null ? {} : { newRecoveryKey: fresh }) });
      opened.audit.append('passphrase-changed', { newRecoveryKey });
      return { library: opened.summary, recoveryKey: fresh === null ? null : printed(fresh) };
    }))),
    removePassphrase: ({ current, recoveryKey }) => withSecret({ passphrase: current, recoveryKey }, async (secret) => {
      await libraries.withVault(async (vault, opened) => {
        if (opened.summary.protection === 'none') throw new AppError('passphrase-missing');
        await vault.changePassphrase({ current: secret, next: null });
        opened.audit.append('passphrase-removed');
      });
      return libraries.current().summary;
    }),
    policy: () => libraries.policy.state,
    security: state,
    setSecurity({ idleLockMinutes, auditQuestions }) {
      const { library, audit, policy } = libraries.current();
      if (idleLockMinutes !== undefined && policy.idleLockMinutes(idleLockMinutes) !== idleLockMinutes) throw policy.forbids('idleLockMinutes');
      if (auditQuestions !== undefined && policy.auditQuestions(auditQuestions) !== auditQuestions) throw policy.forbids(policy.auditContent ? 'auditContent' : 'auditQuestions');
      library.transaction(() => {
        if (idleLockMinutes !== undefined) library.security.settings.set('idleLockMinutes', idleLockMinutes);
        if (auditQuestions !== undefined) library.security.settings.set('auditQuestions', auditQuestions);
        audit.append('security-set', { ...(idleLockMinutes === undefined ? {} : { idleLockMinutes }), ...(auditQuestions === undefined ? {} : { auditQuestions }) });
      });
      return state();
    },
    setHold({ path, held }) {
      const { library, audit, ingest } = libraries.current();
      // What was removed just now was there to be held.
      if (held) ingest.removals.undoAt(resolve(path));
      library.transaction(() => {
        library.security.setHold(resolve(path), held);
        audit.append(held ? 'hold-set' : 'hold-lifted', { path: audit.digest(resolve(path)) });
      });
      if (!held) lookAgain();
      return state();
    },

    setRetention({ path, ...days }) {
      const { library, audit, policy } = libraries.current();
      const absolute = resolve(path);
      const problem = retentionProblem(days);
      if (problem !== null) throw new AppError('input-invalid', { problem });
      if (retentionRuleFor(absolute, { settled: settledRetention(policy), own: [] }) !== null) throw policy.forbids('retention');
      const { settings } = library.security;
      library.transaction(() => {
        const others = settings.get('retention').filter((rule) => rule.path !== absolute);
        settings.set('retention', days.keepDays === null && days.eraseAfterDays === null ? others : [...others, { ...days, path: absolute }]);
        audit.append('retention-set', { path: audit.digest(absolute), keepDays: days.keepDays ?? 0, eraseAfterDays: days.eraseAfterDays ?? 0 });
      });
      lookAgain();
      return state();
    },
    dueErasures: () => dueErasures(libraries.current()),

    async *erase({ path, conversations }) {
      // What was removed just now goes like what is there: looked up, erased and certified.
      libraries.current().ingest.removals.undoAt(resolve(path));
      requireErasable(resolve(path), libraries.current());
      const events = new Events<EraseEvent>();
      // Once begun it goes on whoever stops watching: half an erasure is of no use to anyone.
      events.follow(erase(libraries, [resolve(path)], conversations, (event) => { events.push(event); }));
      yield* events;
    },
    async *eraseDue({ conversations }) {
      const due = dueErasures(libraries.current()).map(({ path }) => path);
      if (due.length === 0) return;
      const events = new Events<EraseEvent>();
      events.follow(erase(libraries, due, conversations, (event) => { events.push(event); }));
      yield* events;
    },
    erasures: () => libraries.current().library.security.erasures.done(),
    auditEntries: ({ limit, before, content }) => libraries.current().audit.list(limit, before, { content }),
    auditEraseContent({ id }) {
      const { library, audit } = libraries.current();
      const erased = library.transaction(() => {
        const gone = library.security.auditContents.erase(id ?? null);
        if (gone > 0) audit.append('content-erased', { rows: gone, ...(id === undefined ? {} : { entry: id }) });
        return gone;
      });
      // What was deleted stands in the log of the database until that is emptied.
      library.checkpoint();
      return { erased };
    },
    auditVerify: ({ head }) => libraries.current().audit.verify(head),
  };
}

/** What is being followed keeps the idle lock off. */
export function stayOpenHandlers(): Pick<Handlers<EngineContract>, 'stayOpen'> {
  return {
    async *stayOpen(_input, { signal }) {
      yield {};
      if (!signal.aborted) await once(signal, 'abort');
    },
  };
}

async function erase(libraries: Libraries, paths: readonly string[], conversations: boolean, tell: (event: EraseEvent) => void): Promise<void> {
  const { library, audit, policy } = libraries.current();
  tell({ type: 'step', step: 'looking-before' });
  await planErasure(paths, { library, keys: libraries.vault(), conversations, rules: retentionRules({ library, policy }) });
  const [path = '', ...others] = paths.map((one) => audit.digest(one));
  audit.append('erase-begun', { path, ...(others.length === 0 ? {} : { others }), conversations });
  const certificates = await libraries.withClosed((vault, folder) => finishErasures(folder, vault, { resumed: false, onStep: (step) => { tell({ type: 'step', step }); } }));
  for (const certificate of certificates) tell({ type: 'certificate', certificate });
}

/** `recoveryKey` as it was typed. Errors: recovery-key-wrong where it cannot be one. */
async function withSecret<T>({ passphrase, recoveryKey, keptKey }: Secret, work: (secret: Secret) => Promise<T>): Promise<T> {
  return await wiping([passphrase, recoveryKey, keptKey], async () => {
    const key = recoveryKey === undefined ? undefined : parseRecoveryKey(Buffer.from(recoveryKey).toString('utf8'));
    return await wiping([key], () => work({ passphrase, recoveryKey: key, keptKey }));
  });
}

function printed(recoveryKey: Buffer): string {
  const text = formatRecoveryKey(recoveryKey);
  recoveryKey.fill(0);
  return text;
}

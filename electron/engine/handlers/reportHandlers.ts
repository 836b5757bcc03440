import { fileURLToPath } from 'node:url';
import about from '../../../package.json' with { type: 'json' };
import { join } from 'node:path';
import type { ModelFiles } from '../../models/ModelFiles.ts';
import { refusedConnections } from '../../offline/refusals.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { AuditorReport, Network } from '../../shared/reportContract.ts';
import type { Libraries } from '../Libraries.ts';
import { listBackups } from '../library/backups.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { installedBinaries, installedSbom, ownFiles } from '../report/installedFiles.ts';
import { countInternetSockets } from '../report/countInternetSockets.ts';
import type { Vault } from '../vault/Vault.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What an auditor asks of this installation; works while the library is locked, without the part about it. `doctor`: the plain handler. */
export function reportHandlers(libraries: Libraries, modelFiles: ModelFiles, doctor: Handlers<EngineContract>['doctor']): Pick<Handlers<EngineContract>, 'report' | 'places' | 'network'> {
  return {
    places() {
      const library = libraries.folderOf(libraries.usual.id);
      return { profile: libraries.profileFolder, library, index: join(library, 'index'), backups: join(library, 'backups'), models: [...modelFiles.folders] };
    },
    network: countNetwork,
    async report(_input, context) {
      const { signal } = context;
      const sbom = await installedSbom(root);
      return {
        madeMs: Date.now(), version: about.version, runtime: { node: process.versions.node, platform: process.platform, arch: process.arch },
        program: await ownFiles(root, signal), binaries: await installedBinaries(root, sbom, signal),
        models: (await modelFiles.list()).map(({ id, name, sha256, state, licence, listed }) => ({ id, name, sha256, state, licence, listed })),
        sbom, network: countNetwork(), policy: libraries.policy.state,
        checks: await doctor({}, context), library: libraries.opened === null ? null : await aboutLibrary(libraries.opened, libraries.vault()),
      };
    },
  };
}

function countNetwork(): Network {
  return { refusedConnections: refusedConnections(), openSockets: countInternetSockets() };
}

async function aboutLibrary({ library, audit, summary }: OpenLibrary, vault: Vault): Promise<NonNullable<AuditorReport['library']>> {
  const { passphraseCost } = vault;
  const problems = Map.groupBy(library.documents.unreadable(null), ({ reason, state }) => reason?.code ?? state);
  return {
    id: summary.id,
    encryption: {
      file: 'SQLCipher 4: AES-256-CBC with HMAC-SHA512 of each 4,096-byte page, written ahead to a log likewise encrypted', key: 'random, 256 bits, one for each library',
      protection: summary.protection, recoveryKey: vault.hasRecoveryKey, keptKey: vault.hasKeptKey, passphraseCost: passphraseCost === null ? null : { algorithm: 'argon2id', ...passphraseCost },
    },
    verified: { atMs: Date.now(), database: [...await library.check()], audit: audit.verify() },
    backups: await listBackups(library.folder), erasures: library.security.erasures.done().length, holds: library.security.settings.get('holds').length,
    documents: library.documents.byState(), problems: Object.fromEntries([...problems].map(([code, documents]) => [code, documents.length])), health: library.health.months(),
  };
}

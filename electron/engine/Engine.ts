import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelFiles } from '../models/ModelFiles.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import { modelsContract } from '../shared/modelsContract.ts';
import { ocrContract } from '../shared/ocrContract.ts';
import type { Handlers } from '../shared/operation.ts';
import { readerContract } from '../shared/readerContract.ts';
import { auditHandlers, replayHandlers } from './handlers/auditHandlers.ts';
import { backupHandlers } from './handlers/backupHandlers.ts';
import { conversationHandlers } from './handlers/conversationHandlers.ts';
import { documentHandlers } from './handlers/documentHandlers.ts';
import { evaluationHandlers } from './handlers/evaluationHandlers.ts';
import { exportHandlers } from './handlers/exportHandlers.ts';
import { goThroughHandlers } from './handlers/goThroughHandlers.ts';
import { guardHandlers } from './handlers/guardHandlers.ts';
import { indexHandlers } from './handlers/indexHandlers.ts';
import { libraryHandlers } from './handlers/libraryHandlers.ts';
import { moveHandlers } from './handlers/moveHandlers.ts';
import { modelHandlers } from './handlers/modelHandlers.ts';
import { questionHandlers } from './handlers/questionHandlers.ts';
import { recoveryKeyHandlers } from './handlers/recoveryKeyHandlers.ts';
import { reportHandlers } from './handlers/reportHandlers.ts';
import { securityHandlers, stayOpenHandlers } from './handlers/securityHandlers.ts';
import { statusHandlers } from './handlers/statusHandlers.ts';
import { HelperProcess } from './HelperProcess.ts';
import { Libraries } from './Libraries.ts';
import { ModelsInUse } from './ModelsInUse.ts';
import { ModelSpeeds } from './ModelSpeeds.ts';
import { readPolicy } from './policy/readPolicy.ts';
import { profileFolder, settledModelFolder } from './policy/settledFolders.ts';
import type { PolicyInForce } from './policy/PolicyInForce.ts';
import { OcrPool } from './OcrPool.ts';
import { defaultProfileFolder, openProfile } from './Profile.ts';
import { ReaderPool } from './ReaderPool.ts';
import { useTemporaryFolder } from './temporaryFolder.ts';

export type EngineOptions = {
  /** The profile folder; null is the usual one of this person. */
  readonly profile: string | null;
  /** The library to open; null is the one last open. A locked one stays closed until `openLibrary`. */
  readonly libraryId?: string | null;
  /** What others who want the profile are told holds it. */
  readonly calledAs?: string;
  /** Whether folders are watched while the library is open. Default: true. */
  readonly watch?: boolean;
  /** Whether a library is opened at all: one that is damaged could not be restored otherwise. Default: true. */
  readonly open?: boolean;
  /** The program of the models process: given by tests only. */
  readonly modelsProgram?: URL;
};

/** A reader that holds more than this is stopped: its document is damaged or made to do harm. */
const readerMemoryBytes = 1.5e9;
/** A page of the largest size drawn, with what Tesseract makes of it, takes about half of this. */
const ocrMemoryBytes = 2e9;

/** Everything behind the contract, in this process; readers and models in processes of their own. Errors: policy-broken, policy-forbids, profile-busy, library-unknown. */
export async function createEngine({ profile: folder, libraryId = null, calledAs = 'Carrel', watch = true, open = true, modelsProgram = new URL('../models/main.ts', import.meta.url) }: EngineOptions): Promise<{ readonly handlers: Handlers<EngineContract>; close(): Promise<void> }> {
  const policy = readPolicy();
  const asked = folder ?? (process.env['CARREL_PROFILE'] || null);
  const profile = await openProfile(profileFolder(policy, { asked, usual: defaultProfileFolder }), { name: calledAs });
  const emptyTemporaryFolder = await useTemporaryFolder(profile.folder).catch(async (error: unknown) => {
    await profile.close();
    throw error;
  });
  const models = new HelperProcess({ contract: modelsContract, entry: modelsProgram, name: 'models' });
  const readerProcesses: { kill(): void }[] = [];
  const readers = new ReaderPool({
    create: () => {
      const reader = new HelperProcess({ contract: readerContract, entry: new URL('../reader/main.ts', import.meta.url), name: 'reader', memoryLimitBytes: readerMemoryBytes });
      readerProcesses.push(reader);
      return reader;
    },
  });
  const ocr = new OcrPool({
    create: () => {
      const recogniser = new HelperProcess({
        contract: ocrContract, entry: new URL('../ocr/main.ts', import.meta.url), args: [join(profile.folder, 'ocr-languages')], name: 'ocr', memoryLimitBytes: ocrMemoryBytes,
      });
      readerProcesses.push(recogniser);
      return recogniser;
    },
  });
  await mkdir(profile.modelsFolder, { recursive: true, mode: 0o700 });
  const modelFiles = new ModelFiles({ folders: { writable: profile.modelsFolder, readOnly: sharedModelFolders(policy) }, rules: { allows: (sha256) => policy.allowsModel(sha256), refusal: () => policy.forbids('allowedModels') } });
  // What was read and asked lies in their memory as well.
  const onLocked = (): void => { for (const helper of [models, ...readerProcesses]) helper.kill(); };
  const speeds = new ModelSpeeds(profile.modelsFolder);
  // One that cannot be kept is measured again.
  const inUse = new ModelsInUse(models, (...answered) => { speeds.note(...answered).catch(() => undefined); });
  const libraries = new Libraries(profile, { profileFolder: profile.folder, models: inUse, modelFiles, readers, ocr, watch, policy, onLocked });
  const close = async (): Promise<void> => {
    await libraries.close();
    await Promise.all([readers.close(), ocr.close(), models.close()]);
    await emptyTemporaryFolder();
    await profile.close();
  };
  try {
    if (open) await libraries.openUsual(libraryId);
  } catch (error) {
    await close();
    throw error;
  }
  const current = () => libraries.current();
  const aboutModels = modelHandlers(libraries, modelFiles, speeds, profile.folder);
  return {
    close,
    handlers: {
      ...libraryHandlers(libraries), ...statusHandlers(libraries, modelFiles), ...aboutModels, ...reportHandlers(libraries, modelFiles, aboutModels.doctor), ...recoveryKeyHandlers(securityHandlers(libraries), libraries), ...moveHandlers(libraries), ...backupHandlers(libraries),
      ...guardHandlers(auditHandlers({ ...indexHandlers(current), ...documentHandlers(current), ...questionHandlers(current), ...conversationHandlers(current), ...goThroughHandlers(current), ...exportHandlers(current) }, current), libraries),
      ...guardHandlers({ ...replayHandlers(questionHandlers(current).ask, current), ...stayOpenHandlers() }, libraries),
      ...guardHandlers(evaluationHandlers({ ...questionHandlers(current), ...conversationHandlers(current) }, current), libraries),
      async shutdown() {
        await close();
        return {};
      },
    },
  };
}

/** Looked at before the profile's own: the policy's folder and what a package brings or set-up fetched; without a policy the folder named by CARREL_MODELS instead. */
function sharedModelFolders(policy: PolicyInForce): readonly string[] {
  const settled = settledModelFolder(policy);
  const named = process.env['CARREL_MODELS'];
  if (settled === null && named !== undefined && named !== '') return [named];
  const brought = ['../../models', '../../.carrel/models'].map((folder) => fileURLToPath(new URL(folder, import.meta.url))).filter((folder) => existsSync(folder));
  return settled === null ? brought : [settled, ...brought];
}

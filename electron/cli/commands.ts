import type { Command } from './Command.ts';
import { askQuestion } from './commands/askQuestion.ts';
import { auditLibrary } from './commands/auditLibrary.ts';
import { eraseDocument } from './commands/eraseDocument.ts';
import { exportConversation, packEvidence } from './commands/exportFiles.ts';
import { findAllDocuments } from './commands/findAllDocuments.ts';
import { guardLibrary } from './commands/guardLibrary.ts';
import { holdPath } from './commands/holdPath.ts';
import { keepDocuments } from './commands/keepDocuments.ts';
import { evaluateAnswers } from './commands/eval.ts';
import { indexFolders } from './commands/indexFolders.ts';
import { listDocuments } from './commands/listDocuments.ts';
import { makeBackup, restoreBackup } from './commands/manageBackups.ts';
import { manageLibraries } from './commands/manageLibraries.ts';
import { manageModels } from './commands/manageModels.ts';
import { managePassphrase, unlockLibrary } from './commands/manageSecrets.ts';
import { exportLibrary, importLibrary } from './commands/moveLibrary.ts';
import { removePath } from './commands/removePath.ts';
import { runDoctor } from './commands/runDoctor.ts';
import { searchPassages } from './commands/searchPassages.ts';
import { showPolicy } from './commands/showPolicy.ts';
import { showPage } from './commands/showPage.ts';
import { showStatus } from './commands/showStatus.ts';

export const commands: readonly Command[] = [
  indexFolders, askQuestion, evaluateAnswers, searchPassages, findAllDocuments, exportConversation, packEvidence, showStatus, listDocuments, showPage, removePath, eraseDocument, holdPath, keepDocuments, manageModels, manageLibraries,
  managePassphrase, unlockLibrary, guardLibrary, auditLibrary, exportLibrary, importLibrary, showPolicy, runDoctor, makeBackup, restoreBackup,
];

const globalHelp = [
  '--profile FOLDER     where Carrel keeps everything (default: CARREL_PROFILE, or the per-user data folder)',
  '--library ID         use this library, by id or name',
  '--passphrase-fd N    read the passphrase of a locked library from this file descriptor',
  '--json               the result as JSON on standard output; progress and messages stay on standard error',
  '--version            which Carrel this is',
  '--help               this text, or with a command its own',
];

export const globalOptions = {
  'profile': { type: 'string' }, 'library': { type: 'string' }, 'passphrase-fd': { type: 'string' }, 'json': { type: 'boolean' }, 'version': { type: 'boolean' }, 'help': { type: 'boolean', short: 'h' },
} as const;

export function generalHelp(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  return [
    'Carrel answers from your own documents, offline, and shows where each answer comes from.', '',
    'Usage: carrel COMMAND [options]', '',
    ...commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`), '',
    ...globalHelp.map((line) => `  ${line}`), '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by policy or locked.',
  ].join('\n');
}

export function commandHelp({ usage, summary, help }: Command): string {
  return [`Usage: carrel ${usage} [options]`, '', `${summary}.`, '', ...help.map((line) => `  ${line}`), ...(help.length === 0 ? [] : ['']), ...globalHelp.map((line) => `  ${line}`)].join('\n');
}

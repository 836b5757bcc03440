import type { ErrorCode, ErrorDetails, PlainError } from './AppError.ts';

/** `what` says what happened, `next` what the person can do about it; each one or two plain sentences. */
export type Words = { readonly what: string; readonly next: string };

/** What systems say of a file that another program has opened for itself alone. */
export function isInUse({ detail }: ErrorDetails): boolean {
  return detail === 'EBUSY' || detail === 'ETXTBSY';
}

/** What was dropped came out of another program, with no file behind it: a picture of a web page, an attachment that was not saved. */
export function isNoFile({ detail }: ErrorDetails): boolean {
  return detail === 'no-file';
}

/** Words for every code. Details name the thing when they are there; the sentences stand without them too. */
export const errorWords: Readonly<Record<ErrorCode, (details: ErrorDetails) => Words>> = {
  'file-not-found': (d) => ({ what: `${named(d, 'path', 'The file')} is not there any more.`, next: 'Put it back or scan the folder again.' }),
  'file-not-readable': (d) => (isInUse(d) ? { what: `${named(d, 'path', 'The file')} is held open by another program.`, next: 'Close it there; it is read when the folder is next looked through.' }
    : isNoFile(d) ? { what: `${named(d, 'path', 'What was dropped')} is no file of this computer.`, next: 'Save it in a folder first, then drop it from there.' }
    : { what: `${named(d, 'path', 'The file')} may not be read by this user.`, next: 'Change its permissions, then scan the folder again.' }),
  'file-not-writable': (d) => ({ what: `${named(d, 'path', 'The file')} could not be written${because(d)}.`, next: 'Choose another place for it.' }),
  'file-empty': (d) => ({ what: `${named(d, 'path', 'The file')} is empty.`, next: 'Nothing to do, unless it should hold something.' }),
  'file-damaged': (d) => ({ what: `${named(d, 'path', 'The file')} is damaged and could not be read${because(d)}.`, next: 'Open it in its own program and save it again, or use another copy.' }),
  'file-too-large': (d) => ({ what: `${named(d, 'path', 'The file')} is larger than Carrel reads${because(d)}.`, next: 'Split it into smaller files.' }),
  'file-changed': (d) => ({ what: `${named(d, 'path', 'The file')} has changed since it was read.`, next: 'Scan the folder again to read the new version.' }),
  'file-special': (d) => ({ what: `${named(d, 'path', 'This')} is not a file that holds anything, but a device, pipe or socket${because(d)}.`, next: 'Nothing to do.' }),
  'link-loop': (d) => ({ what: `${named(d, 'path', 'This link')} leads back to a folder around it.`, next: 'Nothing to do: that folder is read where it is.' }),
  'link-broken': (d) => ({ what: `${named(d, 'path', 'This link')} leads to something that is not there.`, next: 'Put back what it leads to, then scan the folder again.' }),
  'file-gone-kept': (d) => ({ what: `${named(d, 'path', 'The file')} is no longer in its folder. What was read of it stays: a legal hold or a retention rule keeps it.`, next: 'It goes with the next look at the folder once nothing keeps it any more.' }),
  'file-changed-kept': (d) => ({ what: `${named(d, 'path', 'The file')} is an earlier version: the file has changed since. What was read of it before stays, because of a legal hold.`, next: 'The file as it is now stands beside it. The earlier version goes with the next look at the folder once the hold is lifted.' }),
  'file-in-cloud': (d) => ({ what: `${named(d, 'path', 'The file')} is still with its cloud provider; only a placeholder is on this disk.`, next: 'Carrel fetches nothing. Open it once in its own program, or choose “Always keep on this device” (OneDrive) or “Download Now” (iCloud); it is read once it is here.' }),
  'format-unsupported': (d) => ({
    what: `This kind of file is not supported yet${because(d)}.`,
    next: String(d['detail']).startsWith('Outlook data file') ? 'Open it in Outlook and drag the mails you need to a folder: that makes files which are read.'
      : String(d['detail']).endsWith(' archive') ? 'Unpack it into the folder, or pack it as ZIP.' : 'Save it as PDF, DOCX, HTML, Markdown, CSV or plain text.',
  }),
  'password-needed': (d) => (d['detail'] === 'wrong password' ? { what: `The password given does not open ${named(d, 'path', 'the file')}.`, next: 'Check it and give it again, or save a copy without a password.' } : { what: `${named(d, 'path', 'The file')} is protected with a password.`, next: 'Save a copy without a password.' }),
  'no-text': (d) => ({ what: `${named(d, 'path', 'The file')} holds no text, only pictures${because(d)}.`, next: 'Nothing of it can be quoted.' }),
  'recognition-pending': (d) => ({ what: `The text in its pictures is still to be recognised${because(d)}.`, next: 'It goes on by itself; until then the pictures are not searched.' }),
  'recognition-failed': (d) => ({ what: `The text in its pictures could not be recognised${because(d)}.`, next: 'Open the file in its own program and save it again, or scan it again.' }),
  'reader-timeout': (d) => ({ what: `Reading took too long without getting on and was stopped${because(d)}.`, next: 'Open the file in its own program and save it again.' }),
  'reader-memory': (d) => ({ what: `Reading needed too much memory and was stopped${because(d)}.`, next: 'Split the file into smaller ones.' }),
  'reader-crashed': (d) => ({ what: `The file made the reader stop${because(d)}.`, next: 'It is probably damaged. Open it in its own program and save it again.' }),
  'limit-exceeded': (d) => ({ what: `It goes beyond what Carrel reads${because(d)}.`, next: 'Split the file into smaller ones.' }),
  'folder-not-found': (d) => ({ what: `There is no folder or file ${named(d, 'path', 'of this name')}.`, next: 'Check how it is spelled.' }),
  'folder-away': (d) => ({ what: `${named(d, 'path', 'The folder')} cannot be reached just now.`, next: 'Connect the drive or network. Its documents stay searchable.' }),
  'folder-overlaps': (d) => ({ what: `${named(d, 'path', 'The folder')} lies inside a folder of the library, or around one${d['folder'] === undefined ? '' : `: ${String(d['folder'])}`}.`, next: 'Remove the other one first, or leave it as it is.' }),
  'document-unknown': (d) => ({ what: `${named(d, 'document', d['path'] === undefined ? 'This document' : String(d['path']))} is not in the library.`, next: '“carrel documents” lists what is.' }),
  'page-unknown': (d) => ({ what: `The document has no page ${named(d, 'page', 'of this number')}${d['pages'] === undefined ? '' : `; it has ${String(d['pages'])}`}.`, next: 'Choose another page.' }),
  'scope-unknown': (d) => ({ what: `${named(d, 'path', 'The place to search in')} is no folder or document of the library.`, next: '“carrel status” lists the folders, “carrel documents” the documents.' }),
  'removal-over': () => ({ what: 'What was removed has left the library for good.', next: 'Add its folder or file again; it is read anew.' }),

  'profile-busy': (d) => ({ what: `Carrel is already running on this profile${d['name'] === undefined ? '' : ` (${String(d['name'])}`}${d['pid'] === undefined ? '' : `${d['name'] === undefined ? ' (' : ', '}process ${String(d['pid'])}`}${d['name'] === undefined && d['pid'] === undefined ? '' : ')'}.`, next: 'Wait until it has finished or close it, or choose another profile.' }),
  'library-unknown': (d) => ({ what: `There is no library ${named(d, 'id', 'of this name')}.`, next: 'Choose one that exists, or make a new one.' }),
  'library-locked': () => ({ what: 'The library is locked with a passphrase.', next: 'Give the passphrase to open it.' }),
  'passphrase-wrong': () => ({ what: 'The passphrase is not right.', next: 'Try again. Capital letters and spaces count.' }),
  'library-closed': () => ({ what: 'The library was closed for a moment, as its files were being written anew.', next: 'Try again.' }),
  'passphrase-missing': () => ({ what: 'This library has no passphrase, so that locking it would protect nothing.', next: 'Set a passphrase first.' }),
  'recovery-key-wrong': (d) => ({ what: `The recovery key is not right${because(d)}.`, next: 'Type it as it was printed. Capital letters and dashes do not matter.' }),
  'kept-key-wrong': () => ({ what: 'The key in this computer’s key store no longer opens the library.', next: 'Type the passphrase; the key can be kept anew afterwards.' }),
  'key-store-missing': () => ({ what: 'This computer has no key store that keeps a key secret.', next: 'Open the library with its passphrase.' }),
  'vault-damaged': () => ({ what: 'The file that holds the library’s key is damaged.', next: 'Put back a copy of vault.json from a backup. Your own documents are untouched.' }),
  'library-damaged': (d) => ({ what: `The library’s database is damaged${because(d)}.`, next: 'Restore it from a backup, or make a new library and index the folders again. Your own documents are untouched.' }),
  'library-too-new': () => ({ what: 'The library was made by a newer version of Carrel.', next: 'Use that version.' }),
  'index-damaged': () => ({ what: 'The search index is damaged.', next: 'It is rebuilt from the library; nothing is lost.' }),
  'index-building': (d) => ({ what: `The search index is being made again from the library${share(d)}. Until then something might be missed, so nothing is said.`, next: 'It goes on by itself. Try again in a moment.' }),
  'disk-full': () => ({ what: 'The disk is full.', next: 'Free some space; work goes on from where it stopped.' }),
  'hold-active': (d) => ({ what: `A legal hold keeps ${named(d, 'path', 'this')} from being erased or removed.`, next: 'Lift the hold first, if you may.' }),
  'retention-active': (d) => ({ what: `A rule keeps ${named(d, 'path', 'this')} from being erased or removed${d['day'] === undefined ? '' : ` before ${String(d['day'])}`}.`, next: 'Wait until then, or change the rule, if you may.' }),
  'erase-incomplete': (d) => ({ what: `Traces of the document were found after it was erased${because(d)}.`, next: 'It is tried again when Carrel next starts. No certificate was made.' }),
  'audit-broken': (d) => ({ what: `The audit log does not hold${d['id'] === undefined ? '' : ` from entry ${String(d['id'])} on`}.`, next: 'Someone or something changed the library’s file. Compare it with a backup.' }),
  'policy-broken': (d) => ({ what: `The policy of this machine${d['path'] === undefined ? '' : ` (${String(d['path'])})`} cannot be used: ${named(d, 'problem', 'it does not fit')}.`, next: 'Nothing starts until the administrator of this machine has mended it; “carrel policy check FILE” tells what is wrong.' }),
  'policy-forbids': (d) => ({ what: `The policy of this machine does not allow this (${named(d, 'setting', 'a setting')}): ${named(d, 'reason', 'no reason is given')}`.replace(/\.?$/, '.'), next: d['contact'] === undefined ? 'Ask the administrator of this machine.' : `Ask ${String(d['contact'])}.` }),

  'model-unknown': (d) => ({ what: `There is no model ${named(d, 'id', 'of this name')}.`, next: '“carrel models list” shows those there are.' }),
  'model-missing': (d) => ({ what: `The model ${named(d, 'id', 'in use')} is not on this machine.`, next: 'Bring its file with “carrel models import FILE”, or name a folder that has it in CARREL_MODELS. Keyword search and quotes work without it.' }),
  'model-damaged': (d) => ({ what: `The model file ${named(d, 'path', d['id'] === undefined ? '' : String(d['id']))} is damaged${because(d)}.`.replace('  ', ' '), next: 'Fetch or copy it again.' }),
  'model-not-listed': (d) => ({ what: `Carrel has no facts about the model file ${named(d, 'path', '')}.`.replace(' .', '.'), next: 'It may work; its licence and quality are yours to judge.' }),
  'model-unsupported': (d) => ({ what: `This model cannot be used here${because(d)}.`, next: 'Choose another one.' }),
  'models-crashed': () => ({ what: 'The model program stopped unexpectedly and was started again.', next: 'Ask again. If it keeps happening, choose a smaller model.' }),
  'model-wrong-kind': (d) => ({ what: `${named(d, 'id', 'This model')} is not the kind of model needed here.`, next: 'Choose a chat model for answers, an embedding model for meaning search.' }),
  'download-refused': (d) => ({ what: `The download was refused${because(d)}.`, next: 'Nothing is fetched without your leave. Allow it, or bring the file yourself.' }),
  'checksum-wrong': (d) => ({ what: `${named(d, 'path', 'The file')} is not the file it should be: its checksum is wrong.`, next: 'Fetch it again, from another place if it happens twice.' }),

  'cancelled': () => ({ what: 'Stopped.', next: 'What was finished before stays.' }),
  'engine-stopped': () => ({ what: 'Carrel’s engine stopped unexpectedly.', next: 'Try again; nothing that was stored is lost.' }),
  'helper-stopped': (d) => ({ what: `A helper program${d['name'] === undefined ? '' : ` (${String(d['name'])})`} stopped unexpectedly${d['why'] === 'memory' ? ' because it needed too much memory' : ''}.`, next: 'It starts again by itself. Try once more.' }),
  'port-closed': () => ({ what: 'The connection to Carrel’s engine was closed.', next: 'Start Carrel again.' }),
  'input-invalid': (d) => ({ what: `Something given is not valid${d['problem'] === undefined ? '' : `: ${String(d['problem'])}`}.`, next: 'Correct it and try again.' }),
  'output-invalid': () => ({ what: 'A part of Carrel gave an answer that makes no sense.', next: 'This is a mistake in Carrel. Please report it.' }),
  'operation-unknown': () => ({ what: 'The parts of Carrel do not fit together.', next: 'Install Carrel again.' }),
  'offline': () => ({ what: 'Carrel does not use the network.', next: 'Bring the file by other means.' }),
  'run-unknown': (d) => ({ what: `There is no list ${named(d, 'run', 'of this number')}.`, next: 'It may have been deleted; ask again to make it anew.' }),
  'conversation-unknown': (d) => ({ what: `There is no conversation ${named(d, 'conversationId', 'of this name')}.`, next: 'It may have been deleted.' }),
  'internal': (d) => ({ what: `Something went wrong inside Carrel${d['message'] === undefined ? '' : `: ${String(d['message'])}`}.`, next: 'Try again. If it happens again, please report it.' }),
};

export function wordsFor(error: PlainError): Words {
  return errorWords[error.code](error.details);
}

function named(details: ErrorDetails, key: string, otherwise: string): string {
  const value = details[key];
  return value === undefined ? otherwise : String(value);
}

/** How much is done, where that is known. */
function share({ done, total }: ErrorDetails): string {
  return typeof done === 'number' && typeof total === 'number' && total > 0 ? ` (${Math.floor((100 * done) / total)} % done)` : '';
}

function because(details: ErrorDetails): string {
  return details['detail'] === undefined ? '' : ` (${String(details['detail'])})`;
}

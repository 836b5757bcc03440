import type { Status } from '../../shared/schemas.ts';
import type { Command } from '../Command.ts';
import { count, describeActivity, describeBytes, number } from '../describeActivity.ts';
import { printable } from '../../shared/printable.ts';

export const showStatus: Command = {
  name: 'status',
  usage: 'status',
  summary: 'Folders, documents by state, models in use, sizes',
  help: [],
  options: {},
  arity: { min: 0, max: 0 },
  needsLibrary: false,
  async run(_args, { engine, terminal, json, signal }) {
    const status = await engine.status({}, { signal });
    if (json) return terminal.json(status);
    for (const line of describeStatus(status)) terminal.line(line);
  },
};

function describeStatus(status: Status): string[] {
  const title = `Library “${printable(status.libraryName)}” (${status.libraryId})`;
  if (status.locked) return [`${title}: locked with a passphrase`];
  const protection = status.protection === 'passphrase' ? 'locked with a passphrase when closed' : 'encrypted, but not locked: its key lies beside it';
  const states = Object.entries(status.documents).map(([state, amount]) => `${number(amount)} ${state}`).join(', ');
  return [
    `${title}: ${protection}`,
    `Documents: ${number(status.documentsTotal)}${states === '' ? '' : ` (${states})`}, ${count(status.pages, 'page')}, ${count(status.passages, 'passage')}`,
    ...status.folders.map((folder) => `Folder:    ${printable(folder.path)}: ${count(folder.documents, 'document')}${folder.away ? ', cannot be reached just now' : ''}${folder.paused ? ', paused' : ''}${describeWatching(folder)}`),
    `Meaning:   ${describeModel(status.embedder)}; covers ${Math.floor(status.vectorsShare * 100)} % of passages${status.switchingTo === null ? '' : `; changing over to ${status.switchingTo}`}${status.onTrial === null ? '' : `; ${status.onTrial.id} on trial, covers ${Math.floor(status.onTrial.share * 100)} %`}`,
    ...(status.languageAdvice === undefined ? [] : [describeAdvice(status.languageAdvice)]),
    `Answers:   ${describeModel(status.model)}`,
    `Working:   ${describeActivity(status.activity)}`,
    `Sizes:     library ${describeBytes(status.sizes.libraryBytes)}, search index ${describeBytes(status.sizes.indexBytes)}, models ${describeBytes(status.sizes.modelsBytes)}`,
  ];
}

function describeAdvice({ documents, languages, embedder }: NonNullable<Status['languageAdvice']>): string {
  const advice = embedder === null ? 'search by keywords finds them' : `“carrel models use ${embedder}” searches them by meaning too`;
  return `Languages: ${count(documents, 'document')} in ${languages.join(', ')}, which the model for meaning does not know: ${advice}`;
}

/** What a command leaves to itself is not said: it never watches. */
function describeWatching({ watching }: Status['folders'][number]): string {
  switch (watching) {
    case 'network': return ', on another machine: looked through every 15 minutes';
    case 'limited': return ', looked through now and then: the system does not tell of changes';
    case 'live': return ', watched';
    case 'none': case undefined: return '';
  }
}

function describeModel({ id, state, message }: Status['model']): string {
  const note = message === null ? '' : ` (${message})`;
  switch (state) {
    case 'none': return `no model chosen${note}`;
    case 'missing': return `${id ?? 'the model'} is not on this machine${note}`;
    case 'loading': return `${id ?? 'the model'} is loading`;
    case 'ready': return `${id ?? 'ready'}`;
    case 'failed': return `${id ?? 'the model'} could not be loaded${note}`;
  }
}

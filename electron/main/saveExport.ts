import type { EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';
import type { Export, SpokenLanguage } from '../shared/shellContract.ts';

export type FileKind = { readonly name: string; readonly extension: string };

/** What kind of file an export is. */
export function kindOf(meant: Export): FileKind {
  if (meant.what === 'evidence') return { name: 'ZIP', extension: 'zip' };
  const kinds: Readonly<Record<typeof meant.format, FileKind>> = {
    csv: { name: 'CSV', extension: 'csv' }, xlsx: { name: 'Excel', extension: 'xlsx' }, docx: { name: 'Word', extension: 'docx' }, markdown: { name: 'Markdown', extension: 'md' },
  };
  return kinds[meant.format];
}

/** What a file may be called on every system, short enough for all of them. */
export function fileNameOf(name: string): string {
  const plain = name.replace(/[\\/:*?"<>|\p{C}]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 80).replace(/[. ]+$/, '');
  return plain === '' ? 'Carrel' : plain;
}

/** Has the engine write it: whole, or not at all. Errors: those of the engine's exports, policy-forbids. */
export async function writeExport(client: Client<EngineContract>, meant: Export, path: string, language: SpokenLanguage): Promise<unknown> {
  switch (meant.what) {
    case 'go-through': return await client.exportGoThrough({ runId: meant.runId, format: meant.format, path, language });
    case 'conversation': return await client.exportConversation({ conversationId: meant.conversationId, format: meant.format, path, language, ...(meant.messageIds === undefined ? {} : { messageIds: meant.messageIds }) });
    case 'evidence': return await client.exportEvidence({ conversationId: meant.conversationId, messageId: meant.messageId, path, language });
  }
}

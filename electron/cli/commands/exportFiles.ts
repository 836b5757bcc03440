import { extname, resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { printable } from '../../shared/printable.ts';
import type { Command } from '../Command.ts';
import { count, describeBytes } from '../describeActivity.ts';
import { text, wholeNumber } from '../readArguments.ts';

const language = { '--language': '--language en|de   of the words around what documents say (default en)' } as const;

/** The kind of file asked for by its ending. Errors: input-invalid for another. */
export function formatOf<Format extends string>(file: string, formats: Readonly<Record<string, Format>>): Format {
  const format = formats[extname(file).toLowerCase()];
  if (format === undefined) throw new AppError('input-invalid', { problem: `“${file}” must end in ${Object.keys(formats).join(' or ')}` });
  return format;
}

/** Errors: input-invalid for one that is not written. */
export function languageOf(value: unknown): 'en' | 'de' {
  if (value === undefined || value === 'en' || value === 'de') return value ?? 'en';
  throw new AppError('input-invalid', { problem: `--language is en or de, not “${String(value)}”` });
}

export const exportConversation: Command = {
  name: 'export-conversation',
  usage: 'export-conversation ID FILE',
  summary: 'Write a conversation with its quotes, places and verdicts into a .docx or .md file',
  help: ['ID is what ask --conversation was given, or its answer says under --json', language['--language']],
  options: { language: { type: 'string' } },
  arity: { min: 2, max: 2 },
  needsLibrary: true,
  async run({ positionals: [conversationId = '', file = ''], values }, { engine, terminal, json, signal }) {
    const format = formatOf(file, { '.docx': 'docx', '.md': 'markdown' });
    const written = await engine.exportConversation({ conversationId, format, path: resolve(file), language: languageOf(text(values['language']) ?? undefined) }, { signal });
    if (json) terminal.json(written);
    else terminal.line(`${printable(written.path)} written: ${describeBytes(written.bytes)}.`);
  },
};

export const packEvidence: Command = {
  name: 'pack',
  usage: 'pack CONVERSATION FILE',
  summary: 'Write an answer with all it rests on into a .zip that opens without Carrel: quotes, pictures of pages, fingerprints',
  help: ['--message N     the answer meant; default: the last of the conversation', language['--language'], 'Unpack it and open index.html in any browser; the same for programs is evidence.json.'],
  options: { message: { type: 'string' }, language: { type: 'string' } },
  arity: { min: 2, max: 2 },
  needsLibrary: true,
  async run({ positionals: [conversationId = '', file = ''], values }, { engine, terminal, json, signal }) {
    formatOf(file, { '.zip': 'zip' });
    const messageId = wholeNumber(values['message'], '--message', 1, Number.MAX_SAFE_INTEGER);
    const written = await engine.exportEvidence({ conversationId, ...(messageId === null ? {} : { messageId }), path: resolve(file), language: languageOf(text(values['language']) ?? undefined) }, { signal });
    if (json) terminal.json(written);
    else terminal.line(`${printable(written.path)} written: ${describeBytes(written.bytes)}, ${count(written.pictures, 'picture')} of pages.`);
  },
};

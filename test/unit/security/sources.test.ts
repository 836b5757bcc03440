import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shellContract } from '../../../electron/shared/shellContract.ts';

// What can be told from the sources alone.
const sourcesIn = (...folders: readonly string[]): { readonly name: string; readonly text: string }[] => folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name)).map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') })));
const sources = sourcesIn('electron', 'renderer');
const using = (pattern: RegExp, among = sources): string[] => among.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('the sources', () => {
  it('the search finds what is there', () => {
    expect(using(/setPermissionRequestHandler/)).toEqual([join('electron', 'main', 'secureSession.ts')]);
  });

  it('D8: the key store of the system is used through one class, which looks at what it is, and never with a password of its own making', () => {
    expect(using(/\bsafeStorage\b|keytar|libsecret/)).toEqual(['KeyStore.ts', 'shell.ts'].map((name) => join('electron', 'main', name)));
    expect(using(/\b(?:encryptString|decryptString)\b/)).toEqual([join('electron', 'main', 'KeyStore.ts')]);
    expect(using(/setUsePlainTextEncryption|password-store/)).toEqual([]);
  });

  it('D11: nothing is put among recent documents, and no title names a document', () => {
    expect(using(/addRecentDocument|setJumpList|setUserTasks|document\.title\s*=|\.setTitle\(|setRepresentedFilename/)).toEqual([]);
    // The one note on the desktop can say nothing but which work has ended.
    expect(using(/new Notification\(/)).toEqual([join('electron', 'main', 'tellEnded.ts')]);
    expect(shellContract.tellEnded.input.safeParse({ job: 'go-through', language: 'en' }).success).toBe(true);
    expect(Object.values(shellContract.tellEnded.input.shape).map((value) => value.def.type)).toEqual(['enum', 'enum']);
    expect(readFileSync('renderer/index.html', 'utf8')).toMatch(/<title>Carrel<\/title>/);
  });

  it('E19: nothing opens an address outside', () => {
    expect(using(/openExternal\(/)).toEqual([]);
  });

  it('G4: nothing renders a template, and none of a model file is kept', () => {
    expect(using(/JinjaTemplate|ChatWrapper\(.*template|tokenizer\.chat_template|resolveChatWrapper|apply_chat_template/)).toEqual([]);
    expect(using(/chat_template|chatTemplate/, sourcesIn('electron/models', 'electron/engine'))).toEqual([]);
  });
});

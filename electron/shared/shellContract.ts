import * as z from 'zod';
import { languages, themes } from './appearance.ts';
import type { Granted } from './granted.ts';
import { call, stream } from './operation.ts';
import { Scope } from './schemas.ts';
import { EraseCertificate } from './securityContract.ts';
import { windowCommands } from './windowCommands.ts';

const Nothing = z.object({});
const Grant: z.ZodType<Granted> = z.object({ token: z.string(), name: z.string() });
const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;
/** `developer`: whether answers show how they came about. */
const Appearance = z.object({ theme: z.enum(themes), language: Language, developer: z.boolean() });
export type Appearance = z.infer<typeof Appearance>;

/** How wide panes are where a person has moved their borders, px and share of the window; null where they have not. */
const PaneWidths = z.object({ libraryWidth: z.int().min(0).max(20_000).nullable(), sourceShare: z.number().min(0).max(1).nullable() });
export type PaneWidths = z.infer<typeof PaneWidths>;

/** `restarting`: the engine ended unexpectedly and is being started again; the window asks again once it gets a new port. */
export const EngineState = z.object({ state: z.enum(['running', 'restarting', 'stopped']), restarts: z.int() });
export type EngineState = z.infer<typeof EngineState>;

const SpokenLanguage = z.enum(['en', 'de']);
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;

/** Work that people start and leave alone. */
export const LongJob = z.enum(['go-through', 'checks', 'indexing']);
export type LongJob = z.infer<typeof LongJob>;

const Command = z.enum(windowCommands);
/** `keys`: as Electron writes them, shown beside the name; the window itself answers to them. */
const MenuItem = z.object({ command: Command, label: z.string().min(1).max(100), keys: z.string().regex(/^CmdOrCtrl(?:\+Shift)?\+[0-9A-Z,]$/).nullable(), isEnabled: z.boolean() });
export type MenuItem = z.infer<typeof MenuItem>;
/** What the window can do, in its own words, as the native menu names it: with a line between groups. */
export const WindowMenu = z.object({ title: z.string().min(1).max(100), groups: z.array(z.array(MenuItem).max(20)).max(10) });
export type WindowMenu = z.infer<typeof WindowMenu>;

/** What of the library is taken out as a file. */
export const Export = z.discriminatedUnion('what', [
  z.object({ what: z.literal('go-through'), runId: z.int(), format: z.enum(['csv', 'xlsx', 'docx']) }),
  z.object({ what: z.literal('conversation'), conversationId: z.string().min(1).max(200), messageIds: z.array(z.int()).max(10_000).optional(), format: z.enum(['docx', 'markdown']) }),
  z.object({ what: z.literal('evidence'), conversationId: z.string().min(1).max(200), messageId: z.int() }),
]);
export type Export = z.infer<typeof Export>;

export const KeyStoreState = z.object({ isThere: z.boolean(), holdsKey: z.boolean() });
export type KeyStoreState = z.infer<typeof KeyStoreState>;

/** Bytes written of all there are; `path` once all are. */
export const SavingLibrary = z.object({ done: z.int(), total: z.int(), path: z.string().nullable() });
export type SavingLibrary = z.infer<typeof SavingLibrary>;

/** What the window may ask of the main process: native dialogs and the desktop. Paths only ever come out of it, never go in; what a person chose comes as tokens. */
export const shellContract = {
  chooseFolders: call(Nothing, z.object({ granted: z.array(Grant) })),
  /** The folder of sample documents that came with Carrel; both null where it is not there. */
  sampleFolder: call(Nothing, z.object({ path: z.string().nullable(), granted: Grant.nullable() })),
  chooseModelFile: call(Nothing, z.object({ granted: Grant.nullable() })),
  /** A file a library was saved to. */
  chooseLibraryFile: call(Nothing, z.object({ granted: Grant.nullable() })),
  /** Asks the person where, and writes there every place that fits an expression, as CSV; `path` is null where they thought better of it. Errors: input-invalid, scope-unknown, file-not-writable, disk-full. */
  saveFound: call(z.object({ query: z.string().min(1).max(10_000), scope: Scope.optional() }), z.object({ path: z.string().nullable(), places: z.int() })),
  /** Asks the person where, and has the engine write there; `path` is null where they thought better of it. `name`: what the file may be called, without its ending. Errors: those of the engine's exports, policy-forbids. */
  saveExport: call(z.object({ export: Export, name: z.string().max(200), language: SpokenLanguage }), z.object({ path: z.string().nullable() })),
  /**
   * Asks the person where, and has the engine write the whole open library there, locked with a passphrase that is wiped after use; `name`: as above. Without an event where they thought better of it. Leaving
   * breaks it off, and nothing of it stays. Errors: file-not-writable, disk-full, policy-forbids.
   */
  saveLibrary: stream(z.object({ name: z.string().max(200), passphrase: z.instanceof(Uint8Array) }), SavingLibrary),
  /** Asks the person where, and writes a certificate of erasure there, as JSON; `path` is null where they thought better of it. Errors: file-not-writable. */
  saveCertificate: call(z.object({ certificate: EraseCertificate }), z.object({ path: z.string().nullable() })),
  /** Loads the page of the window anew: nothing of what it showed stays in it, nor in what its page keeps. It is hidden from pictures until its page says otherwise. For a library that is locked, or left for another. */
  emptyWindow: call(Nothing, Nothing),
  /** Whether pictures the system or other programs make of the window (previews, screenshots, recordings) show nothing of it, where the system can do that: Windows and macOS. */
  hideFromPictures: call(z.object({ hidden: z.boolean() }), Nothing),
  /** Says on the desktop that long work has ended, unless the window is looked at. Systems keep such notes, so nothing can be said in it but which work. */
  tellEnded: call(z.object({ job: LongJob, language: SpokenLanguage }), z.object({ shown: z.boolean() })),
  /** Opens an indexed document in its own program. Errors: document-unknown, file-not-found, format-unsupported. */
  openDocument: call(z.object({ documentId: z.int() }), Nothing),
  showInFolder: call(z.object({ documentId: z.int() }), Nothing),
  /** Whether the system has a key store that keeps anything secret, and whether it keeps a key of the library in use. */
  keyStore: call(Nothing, KeyStoreState),
  /** Has a key of the open library kept, which then opens it beside the passphrase. Errors: key-store-missing, passphrase-wrong, recovery-key-wrong, passphrase-missing, policy-forbids. */
  keepKey: call(z.object({ current: z.instanceof(Uint8Array).optional(), recoveryKey: z.instanceof(Uint8Array).optional() }), KeyStoreState),
  /** Opens the locked library with the key that is kept; one that no longer fits is forgotten. Errors: key-store-missing, kept-key-wrong, policy-forbids. */
  openWithKeptKey: call(Nothing, KeyStoreState),
  /** The key is kept no more, and would open nothing if someone had it. */
  forgetKey: call(Nothing, KeyStoreState),
  appearance: call(Nothing, Appearance),
  setAppearance: call(Appearance, Appearance),
  /** Keeps them for the next start; the page finds them in its address. */
  setPaneWidths: call(PaneWidths, Nothing),
  /** Puts what the window can do into the native menu, in place of what it last named. */
  setMenu: call(WindowMenu, Nothing),
  /** What is chosen in the native menu. */
  watchMenu: stream(Nothing, z.object({ command: Command })),
  /** Versions of what runs, for the about box and error details; and how often the main process itself was refused a connection, which the engine does not count. */
  about: call(Nothing, z.object({ version: z.string(), electron: z.string(), chrome: z.string(), packaged: z.boolean(), platform: z.string(), refusedConnections: z.int() })),
  /** Ends the engine that runs and starts another: for one that could not open the profile, or kept stopping. */
  restartEngine: call(Nothing, Nothing),
  watchEngine: stream(Nothing, EngineState),
} as const;
export type ShellContract = typeof shellContract;

import type { ReactNode } from 'react';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Status } from '../../electron/shared/schemas.ts';
import type { Appearance, ShellContract } from '../../electron/shared/shellContract.ts';
import type { ScopePart } from '../hooks/useScope.ts';
import { LibrariesDialog } from '../features/libraries/LibrariesDialog.tsx';
import { LockDialog } from '../features/lock/LockDialog.tsx';
import { DocumentsDialog } from '../features/library/DocumentsDialog.tsx';
import { libraryVersion } from '../features/library/libraryVersion.ts';
import { UnreadableDialog } from '../features/library/UnreadableDialog.tsx';
import { ModelsDialog } from '../features/models/ModelsDialog.tsx';
import { PrivacyDialog } from '../features/privacy/PrivacyDialog.tsx';
import { SearchDialog } from '../features/search/SearchDialog.tsx';
import { SettingsDialog } from '../features/settings/SettingsDialog.tsx';
import { ShortcutsDialog } from '../features/settings/ShortcutsDialog.tsx';
import { plainSource } from '../features/source/plainSource.ts';
import type { Command } from './commands.ts';
import type { OpenSources } from '../features/source/MoreSources.ts';
import '../styles/layers.css';

export type Layer = 'search' | Exclude<Command, 'ask' | 'startNew' | 'goThrough' | 'checks' | 'addFolder'>;

/** The layer above the window, one at a time. Those that ask the engine wait until there is one. */
export function Layers(props: {
  readonly layer: Layer; readonly status: Status | null; readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract>;
  readonly scope: readonly ScopePart[]; readonly appearance: Appearance; readonly onAppearance: (appearance: Appearance) => void; readonly onOpen: OpenSources; readonly onCommand: (command: Command) => void; /** Another library than before is open. */ readonly onReplaced: () => void; readonly onClose: () => void;
}): ReactNode {
  const { engine, shell, onClose } = props;
  switch (props.layer) {
    case 'settings': return <SettingsDialog {...props} />;
    case 'shortcuts': return <ShortcutsDialog onClose={onClose} />;
    case 'privacy': return props.status === null ? null : <PrivacyDialog status={props.status} engine={engine} onReplaced={props.onReplaced} onClose={onClose} />;
    case 'search': return engine === null ? null : <SearchDialog engine={engine} shell={shell} mode="best" scope={props.scope} onOpen={props.onOpen} onCommand={props.onCommand} onClose={onClose} />;
    case 'every': return engine === null ? null : <SearchDialog engine={engine} shell={shell} mode="every" scope={props.scope} onOpen={props.onOpen} onCommand={props.onCommand} onClose={onClose} />;
    case 'documents': return engine === null || props.status === null ? null : <DocumentsDialog engine={engine} within={{ path: null, name: props.status.libraryName }} roots={props.status.folders} version={libraryVersion(props.status)} onOpen={(document) => { props.onOpen([plainSource(document)], 0); }} onClose={onClose} />;
    case 'models': return engine === null ? null : <ModelsDialog engine={engine} shell={shell} onTrial={props.status?.onTrial ?? null} onClose={onClose} />;
    case 'lock': return engine === null ? null : <LockDialog engine={engine} shell={shell} onClose={onClose} />;
    case 'libraries': return engine === null ? null : <LibrariesDialog engine={engine} onClose={onClose} />;
    case 'unreadable': return engine === null ? null : <UnreadableDialog engine={engine} shell={shell} libraryVersion={props.status === null ? '' : libraryVersion(props.status)} unread={(props.status?.documents.failed ?? 0) + (props.status?.documents.skipped ?? 0)} onClose={onClose} />;
  }
}

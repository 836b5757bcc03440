import type { ReactNode } from 'react';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Source, Status } from '../../electron/shared/schemas.ts';
import type { ShellContract } from '../../electron/shared/shellContract.ts';
import { ChecksPane } from '../features/checks/ChecksPane.tsx';
import { GoThroughPane } from '../features/goThrough/GoThroughPane.tsx';
import type { ScopeChoice } from '../hooks/useScope.ts';
import type { View } from './Foot.tsx';
import type { OpenSources } from '../features/source/MoreSources.ts';

/** What stands in the place of the conversation. */
export function Rooms(props: {
  readonly view: Exclude<View, 'ask'>; readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract> | null; readonly scope: ScopeChoice; readonly status: Status;
  readonly open: Source | null; readonly onOpen: OpenSources; readonly onBack: () => void;
}): ReactNode {
  switch (props.view) {
    case 'goThrough': return <GoThroughPane {...props} documents={props.status.documentsTotal} />;
    case 'checks': return <ChecksPane {...props} />;
  }
}

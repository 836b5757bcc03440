import { useSyncExternalStore } from 'react';
import { currentConnections, subscribeConnections, type Connections } from '../app/ports.ts';

export function useConnections(): Connections {
  return useSyncExternalStore(subscribeConnections, currentConnections);
}

import { readerContract } from '../../electron/shared/readerContract.ts';
import { serveParent } from '../../electron/shared/rpc/serveParent.ts';
import { makeReaderHandlers } from './readerHandlers.ts';

serveParent(readerContract, makeReaderHandlers(), process);

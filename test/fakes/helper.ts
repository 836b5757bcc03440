import { serveParent } from '../../electron/shared/rpc/serveParent.ts';
import { helperContract } from './helperContract.ts';
import { makeHelperHandlers } from './helperHandlers.ts';

serveParent(helperContract, makeHelperHandlers(), process);

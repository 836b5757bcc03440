import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { engineContract } from '../../electron/shared/engineContract.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { childPort } from '../../electron/shared/rpc/processPort.ts';

/** Another program's engine on a profile, once it has it. */
export async function holdProfile(profile: string): Promise<{ release(): void }> {
  const entry = join(import.meta.dirname, '..', '..', 'electron', 'engine', 'main.ts');
  const holder = spawn(process.execPath, [entry, '--profile', profile, '--called', 'another Carrel'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  // It answers once the profile is its own.
  await connect(engineContract, childPort(holder)).status({});
  return { release: () => { holder.kill('SIGKILL'); } };
}

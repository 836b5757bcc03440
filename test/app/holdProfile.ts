import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { childPort } from '../../electron/shared/rpc/processPort.ts';

type Holder = { readonly client: Client<EngineContract>; release(): Promise<void> };

/** Another program's engine on a profile, once it has it. */
export async function holdProfile(profile: string): Promise<Holder> {
  const entry = join(import.meta.dirname, '..', '..', 'electron', 'engine', 'main.ts');
  const holder = spawn(process.execPath, [entry, '--profile', profile, '--called', 'another Carrel'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  const ended = new Promise<void>((resolve) => { holder.once('exit', () => { resolve(); }); });
  const client = connect(engineContract, childPort(holder));
  // It answers once the profile is its own.
  await client.status({});
  return { client, release: () => { holder.kill(); return ended; } };
}

/** Makes a profile whose only library opens with a passphrase. */
export async function makeLockedLibrary(profile: string, library: { readonly name: string; readonly passphrase: string }): Promise<void> {
  const { client, release } = await holdProfile(profile);
  const open = await client.libraries({});
  await client.createLibrary({ name: library.name, passphrase: new TextEncoder().encode(library.passphrase) });
  await release();
  for (const { id } of open) rmSync(join(profile, 'libraries', id), { recursive: true });
}

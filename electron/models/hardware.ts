import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { access, constants, readFile, readdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { emptyWhenMissing } from '../shared/emptyWhenMissing.ts';
import type { DoctorCheck } from '../shared/schemas.ts';

const floorBytes = 8e9;
const floorCores = 4;
/** Up to this many logical cores all are used; beyond, a second thread on the same physical core only slows the first. */
const allCoresUpTo = 4;

/** What the checks look at; read from the machine, given by tests. */
export type Machine = {
  readonly memoryBytes: number; readonly threads: number; readonly cores: number; readonly architecture: string;
  /** Names of CPU features, lower case; null where the system does not tell. */
  readonly features: ReadonlySet<string> | null;
  /** Graphics devices seen, as the system names them; null where it does not tell. */
  readonly graphics: readonly string[] | null;
};

/** Threads for model work, ≥ 1: never more than the cores this process may use. */
export function computeThreads(): number {
  const logical = Math.max(1, availableParallelism());
  return logical <= allCoresUpTo ? logical : Math.max(allCoresUpTo, Math.min(logical, physicalCores() ?? logical));
}

/** Texts embedded at once, 1 to 4: one for each thread, as far as memory for a copy of the weights each is worth it. */
export function embedLanes(): number {
  return Math.min(4, computeThreads());
}

/** Checks the machine against the floor Carrel is made for. Below it things are slow; nothing is refused. */
export async function doctorChecks(): Promise<DoctorCheck[]> {
  return judgeMachine(await readMachine());
}

export function judgeMachine(machine: Machine): DoctorCheck[] {
  return [checkMemory(machine), checkCores(machine), checkInstructions(machine), checkGraphics(machine)];
}

function checkMemory({ memoryBytes }: Machine): DoctorCheck {
  // Firmware and graphics keep some of what is built in, so a machine sold as 8 GB shows less.
  const isEnough = memoryBytes >= floorBytes * 0.9;
  return {
    name: 'memory', level: isEnough ? 'ok' : 'slow', finding: `${(memoryBytes / 1e9).toFixed(1)} GB of memory (the floor is 8 GB)`,
    advice: isEnough ? null : 'Everything works, with small models only: keep to models below 1 GB and close other programs while indexing.',
  };
}

function checkCores({ cores, threads }: Machine): DoctorCheck {
  const isEnough = cores >= floorCores;
  return {
    name: 'processor cores', level: isEnough ? 'ok' : 'slow', finding: `${cores} cores usable, ${threads} threads for models (the floor is 4 cores)`,
    advice: isEnough ? null : 'Reading and answering work but take longer; written answers from large models will be slow, quotes come at once.',
  };
}

function checkInstructions({ architecture, features }: Machine): DoctorCheck {
  const name = 'processor instructions';
  if (architecture === 'arm64') return { name, level: 'ok', finding: 'NEON (part of every 64-bit ARM processor)', advice: null };
  if (features === null) return { name, level: 'ok', finding: 'this system does not tell them; the model programs choose what fits when they start', advice: null };
  const has = ['avx2', 'fma', 'f16c', 'avx512f', 'avx_vnni', 'avx512_vnni'].filter((feature) => features.has(feature));
  if (has.includes('avx2')) return { name, level: 'ok', finding: has.join(', '), advice: null };
  return {
    name, level: 'slow', finding: has.length === 0 ? 'no AVX2' : `no AVX2, only ${has.join(', ')}`,
    advice: 'Models run with older instructions, several times slower. Quotes instead of written answers (`--model none`) keep answers quick.',
  };
}

function checkGraphics({ graphics }: Machine): DoctorCheck {
  const name = 'graphics processor';
  if (graphics === null) return { name, level: 'ok', finding: 'looked for when a chat model is loaded', advice: null };
  if (graphics.length === 0) return { name, level: 'ok', finding: 'none found; models run on the processor', advice: null };
  return { name, level: 'ok', finding: `${graphics.join(', ')}: used for chat models where its driver allows, otherwise the processor is`, advice: null };
}

async function readMachine(): Promise<Machine> {
  return {
    memoryBytes: totalmem(), threads: computeThreads(), cores: availableParallelism(), architecture: arch(),
    features: await readFeatures(), graphics: await findGraphics(),
  };
}

async function readFeatures(): Promise<ReadonlySet<string> | null> {
  if (platform() !== 'linux') return null;
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const line = /^(?:flags|Features)\s*:\s*(.+)$/m.exec(text)?.[1];
  return line === undefined ? null : new Set(line.toLowerCase().split(/\s+/));
}

async function findGraphics(): Promise<readonly string[] | null> {
  if (platform() !== 'linux') return null;
  const nodes = await readdir('/dev/dri').catch(emptyWhenMissing).catch(() => null);
  if (nodes === null) return null;
  const usable: string[] = [];
  for (const node of nodes.filter((name) => name.startsWith('renderD'))) {
    const path = `/dev/dri/${node}`;
    const mayUse = await access(path, constants.R_OK | constants.W_OK).then(() => true, () => false);
    usable.push(mayUse ? path : `${path} (this user may not use it)`);
  }
  return usable;
}

/** Physical cores as Linux lists them; null elsewhere. */
function physicalCores(): number | null {
  if (platform() !== 'linux') return null;
  try {
    const seen = new Set<string>();
    let socket = '0';
    for (const line of readFileSync('/proc/cpuinfo', 'utf8').split('\n')) {
      const [key = '', value = ''] = line.split(':').map((part) => part.trim());
      if (key === 'physical id') socket = value;
      if (key === 'core id') seen.add(`${socket} ${value}`);
    }
    return seen.size > 0 ? seen.size : null;
  } catch {
    return cpus().length; // a system without /proc: the logical cores are the best figure there is
  }
}

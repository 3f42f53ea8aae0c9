import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in ticks; a hundred of them are a second on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1_024;

/** What the processes below this one are, by a part of their command line. */
const KINDS = {
  Temporal: 'server\0start-dev',
  MongoDB: '--replSet',
  API: 'api/main.ts',
  worker: 'worker/main.ts',
} as const;

export type Kind = keyof typeof KINDS;
export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];

/** Seconds of processor time since their start of all processes that this one has started, by kind. Linux only. */
export async function cpuSeconds(): Promise<Readonly<Record<Kind, number>>> {
  const seconds = { Temporal: 0, MongoDB: 0, API: 0, worker: 0 };
  for (const { kind, ticks } of await processesBelow()) seconds[kind] += ticks / TICKS_PER_SECOND;
  return seconds;
}

/** The most memory that the processes of a kind have held at a time, in MiB. Linux only. */
export async function mostMemory(kind: Kind): Promise<number> {
  const found = (await processesBelow()).filter((one) => one.kind === kind);
  return Math.max(...found.map(({ mostKib }) => mostKib)) / KIB_PER_MIB;
}

/** Memory that the processes of a kind hold now, in MiB. Linux only. */
export async function memoryNow(kind: Kind): Promise<number> {
  const found = (await processesBelow()).filter((one) => one.kind === kind);
  return found.reduce((sum, { kib }) => sum + kib, 0) / KIB_PER_MIB;
}

async function processesBelow() {
  const processes = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(read));
  const parents = new Map(processes.flatMap((found) => (found ? [[found.pid, found.parent]] : [])));
  return processes.flatMap((found) => {
    if (found === undefined || !isBelow(found.pid, parents)) return [];
    const kind = ALL_KINDS.find((name) => found.command.includes(KINDS[name]));
    return kind === undefined ? [] : [{ ...found, kind }];
  });
}

async function read(pid: string) {
  try {
    const [stat, command, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    // The name, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A guard has the command line of what it guards.
    const isGuard = command.includes('guard.mjs');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      ticks: isGuard ? 0 : Number(fields[11]) + Number(fields[12]),
      kib: isGuard ? 0 : Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0),
      mostKib: isGuard ? 0 : Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0),
      command,
    };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

function isBelow(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
    if (at === process.pid) return at !== pid;
  }
  return false;
}

import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in ticks; a hundred of them are a second on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

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
  const processes = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(read));
  const parents = new Map(processes.flatMap((found) => (found ? [[found.pid, found.parent]] : [])));
  for (const found of processes) {
    if (found === undefined || !isBelow(found.pid, parents)) continue;
    const kind = ALL_KINDS.find((name) => found.command.includes(KINDS[name]));
    if (kind !== undefined) seconds[kind] += found.ticks / TICKS_PER_SECOND;
  }
  return seconds;
}

async function read(pid: string) {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The name, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A guard has the command line of what it guards.
    const isGuard = command.includes('guard.mjs');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      ticks: isGuard ? 0 : Number(fields[11]) + Number(fields[12]),
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

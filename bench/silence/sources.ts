import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PastBase } from '../../domain/backtest/trial.ts';
import { readOrders } from './orders.ts';
import { MANNERS, simulate } from './simulated.ts';

/** A base that rules are to be tried on. */
export interface Source {
  readonly name: string;
  /** Fails where there is no base, or where it cannot be read. */
  readonly load: () => Promise<Loaded>;
}

export interface Loaded {
  readonly base: PastBase;
  /** What is to be told of it. */
  readonly notes: readonly string[];
  /** For each customer the day on which they left, `null` where they have not; left out where nobody knows. */
  readonly left?: readonly (number | null)[];
}

const REFERENCES = [
  { name: 'CDNOW', file: join('cdnow', 'CDNOW_master.txt') },
  { name: 'online retail', file: join('online-retail', 'online_retail_orders.csv') },
] as const;
const SIMULATED = { customers: 5_000, days: 900, seed: 20_261_127 } as const;
const ORDERS = /\.(?:csv|tsv|txt)(?:\.gz)?$/i;

/**
 * What paths name: of a file, the orders in it; of a folder, the reference data in it, files of orders that lie in it
 * directly, and the simulated bases. What a folder lacks altogether fails when it is loaded.
 */
export function sourcesOf(paths: readonly string[]): readonly Source[] {
  const sources = paths.flatMap((path) => (isFolder(path) ? inFolder(path) : [fileSource(basename(path), path)]));
  const simulated = MANNERS.map((manner) => ({
    name: manner.name,
    load: async () => await Promise.resolve({ ...simulate(manner, SIMULATED), notes: simulatedNotes }),
  }));
  return [...sources, ...(paths.some(isFolder) ? simulated : [])];
}

const simulatedNotes = [
  `${SIMULATED.customers.toLocaleString('en')} customers over ${SIMULATED.days} days, seed ${SIMULATED.seed}`,
];

function inFolder(folder: string): readonly Source[] {
  const references = REFERENCES.map(({ name, file }) => ({ name, path: join(folder, file) }));
  const found = references.filter(({ path }) => existsSync(path));
  const others = readdirSync(folder)
    .filter((name) => ORDERS.test(name) && !isFolder(join(folder, name)))
    .toSorted()
    .map((name) => fileSource(name, join(folder, name)));
  // Somebody else's folder need not have them; one with neither is none that was meant.
  const named = found.length === 0 && others.length > 0 ? [] : references;
  return [...named.map(({ name, path }) => fileSource(name, path)), ...others];
}

function fileSource(name: string, path: string): Source {
  return { name, load: async () => await readOrders(path) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

import { setTimeout as pause } from 'node:timers/promises';
import { ALL_KINDS, cpuSeconds, type Kind } from './cpu.ts';
import type { Figure } from './report.ts';

/** After an import the servers still write, compact and index for a while. */
const SETTLE_MS = 30_000;
const IDLE_MS = 60_000;
const PER = 10_000;

/** Processor time of each part while so many customers sleep and nothing happens, in percent of one core. */
export async function measureIdle(sleepers: number): Promise<readonly Figure[]> {
  await pause(SETTLE_MS);
  const before = await cpuSeconds();
  await pause(IDLE_MS);
  const after = await cpuSeconds();
  const percent = (kind: Kind) => ((after[kind] - before[kind]) / (IDLE_MS / 1_000)) * 100;
  const many = sleepers.toLocaleString('en');
  const each = (kind: Kind) => `${((percent(kind) * PER) / sleepers).toFixed(2)} % per ${PER.toLocaleString('en')}`;
  return ALL_KINDS.map((kind) => ({
    what: `${kind}, ${many} customers asleep: share of a core`,
    measured: `${percent(kind).toFixed(1)} %`,
    goal: sleepers === 0 ? '' : each(kind),
    ok: true,
  }));
}

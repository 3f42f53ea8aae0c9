import { setTimeout as pause } from 'node:timers/promises';
import { ALL_KINDS, cpuSeconds, type Kind } from './cpu.ts';
import type { Figure } from './report.ts';

const LOOK_MS = 10_000;
/** In percent of a core: below it, the worker has nothing left to decide. */
const CALM = 3;
const GIVE_UP_LOOKS = 90;
const IDLE_MS = 60_000;
const PER = 10_000;

/** Share of a core by part, in percent. */
export type Shares = Readonly<Record<Kind, number>>;

/** What each part needs once it has come to rest. */
export async function sharesAtRest(): Promise<Shares> {
  await untilCalm();
  return await sharesDuring(IDLE_MS);
}

/** What so many sleepers cost, beside what the same parts need with nobody there. */
export function idleFigures(sleepers: number, asleep: Shares, empty: Shares): readonly Figure[] {
  return ALL_KINDS.map((kind) => {
    const each = ((asleep[kind] - empty[kind]) * PER) / sleepers;
    return {
      what: `${kind}, ${sleepers.toLocaleString('en')} customers asleep: share of a core`,
      measured: `${asleep[kind].toFixed(1)} %`,
      goal: `(${empty[kind].toFixed(1)} % with nobody there: ${each.toFixed(2)} % for ${PER.toLocaleString('en')} sleepers)`,
      ok: true,
    };
  });
}

/** A job is done when everybody has been told; deciding, and then writing and indexing, take longer. */
async function untilCalm(): Promise<void> {
  for (let look = 0; look < GIVE_UP_LOOKS; look += 1) {
    const { worker, Temporal } = await sharesDuring(LOOK_MS);
    if (worker < CALM && Temporal < CALM) return;
  }
  throw new Error('The servers do not come to rest.');
}

async function sharesDuring(ms: number): Promise<Shares> {
  const before = await cpuSeconds();
  await pause(ms);
  const after = await cpuSeconds();
  const share = (kind: Kind) => ((after[kind] - before[kind]) / (ms / 1_000)) * 100;
  return { Temporal: share('Temporal'), MongoDB: share('MongoDB'), API: share('API'), worker: share('worker') };
}

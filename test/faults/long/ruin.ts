import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, SECOND } from '../../../domain/time.ts';
import type { Random } from '../../protocol/random.ts';
import type { Act, VictimName } from './acts.ts';
import type { Outages } from './outages.ts';

/** A program or a server that can be ended, started again, and made to stand still. */
export interface Victim {
  readonly kill: () => Promise<void>;
  /** Resolves when it is at work again. */
  readonly start: () => Promise<void>;
  readonly freeze: () => Promise<void> | void;
  readonly thaw: () => Promise<void> | void;
}

export interface Ruin {
  readonly name: VictimName;
  readonly victim: Victim;
  readonly acts: readonly Act[];
  /** Within so many milliseconds, or later where starts take long: no act is left out. */
  readonly within: number;
  readonly random: Random;
  readonly outages: Outages;
}

/** As whoever watches over it would: what needs a server that is away ends while it starts. */
const AGAIN_MS = 500;
const STARTS_WITHIN = 10 * MINUTE;

/** Does to a victim all that is planned for it, spread evenly over the time. @throws when it does not start again */
export async function ruin({ name, victim, acts, within, random, outages }: Ruin): Promise<void> {
  const begun = performance.now();
  const room = within / acts.length;
  for (const [place, act] of acts.entries()) {
    const due = begun + place * room + random.below(Math.max(1, Math.floor(room / 2)));
    await sleep(Math.max(SECOND, due - performance.now()));
    const isBack = outages.begin(name, act.does === 'freeze' ? 'freeze' : 'kill');
    if (act.does === 'freeze') {
      await victim.freeze();
      await sleep(act.ms);
      await victim.thaw();
      isBack();
      continue;
    }
    await victim.kill();
    if (act.does === 'leave') await sleep(act.ms);
    await startAgain(name, victim);
    isBack();
  }
}

async function startAgain(name: VictimName, victim: Victim): Promise<void> {
  for (const begun = performance.now(); ; await sleep(AGAIN_MS)) {
    try {
      return await victim.start();
    } catch (error) {
      if (performance.now() - begun < STARTS_WITHIN) continue;
      throw new Error(`${name} did not start again within ${STARTS_WITHIN / MINUTE} minutes.`, { cause: error });
    }
  }
}

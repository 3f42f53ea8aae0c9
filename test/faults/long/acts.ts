import { MINUTE, SECOND } from '../../../domain/time.ts';
import type { Random } from '../../protocol/random.ts';

/** What is done to one program or server. */
export type Act =
  | { readonly does: 'kill' }
  /** It stands still for so many milliseconds. */
  | { readonly does: 'freeze'; readonly ms: number }
  /** It is killed, and started again after so many milliseconds. */
  | { readonly does: 'leave'; readonly ms: number };

export const VICTIMS = ['API 1', 'API 2', 'worker 1', 'worker 2', 'Temporal', 'MongoDB'] as const;
export type VictimName = (typeof VICTIMS)[number];

export interface Plan {
  readonly kills: number;
  readonly freezes: number;
  readonly minutes: number;
  readonly seed: number;
}

/** A run without parameters. */
export const WHOLE: Plan = { kills: 150, freezes: 14, minutes: 20, seed: 20_261_126 };
/** Of a whole run, Temporal is away for three minutes in one piece, and MongoDB for one. */
const AWAY = {
  Temporal: { share: 3 / WHOLE.minutes, after: 0.25 },
  MongoDB: { share: 1 / WHOLE.minutes, after: 0.65 },
};

/** Longer than a workflow task may take: another worker takes over what a frozen one has begun. */
const FREEZE = { least: 2 * SECOND, most: 12 * SECOND };

/** What is done to each, in order: kills and freezes dealt evenly, and one long absence of each server. */
export function dealActs({ kills, freezes, minutes }: Plan, random: Random): ReadonlyMap<VictimName, readonly Act[]> {
  return new Map(
    VICTIMS.map((name, place) => {
      const mine = (all: number) => Math.floor(all / VICTIMS.length) + (place < all % VICTIMS.length ? 1 : 0);
      const acts: Act[] = Array.from({ length: mine(kills) }, () => ({ does: 'kill' }));
      for (let freeze = 0; freeze < mine(freezes); freeze += 1) {
        const ms = FREEZE.least + random.below(FREEZE.most - FREEZE.least);
        acts.splice(random.below(acts.length + 1), 0, { does: 'freeze', ms });
      }
      if (name !== 'Temporal' && name !== 'MongoDB') return [name, acts];
      const { share, after } = AWAY[name];
      acts.splice(Math.round(acts.length * after), 0, { does: 'leave', ms: minutes * MINUTE * share });
      return [name, acts];
    }),
  );
}

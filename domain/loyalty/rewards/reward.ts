import type { z } from 'zod';
import type { Problem } from '../../problem.ts';
import type { Keeper } from '../keeper.ts';
import type { Badge } from './badge.schema.ts';
import type { Cause } from './cause.ts';

/** As much of a programme as rewards draw on. */
export interface Offered {
  readonly badges: readonly Badge[];
}

/** One kind of reward. One module each; `index.ts` names them all. */
export interface RewardKind<Reward> {
  readonly schema: z.ZodType<Reward>;
  /** Gives it, by facts and nothing else; what the world must do about one of them, `effects.ts` says. */
  readonly give: (reward: Reward, cause: Cause, keeper: Keeper) => void;
  /** Why it can never be given. */
  readonly faults: (reward: Reward, path: string, offered: Offered) => readonly Problem[];
  /** As people read it: `100 points`. */
  readonly text: (reward: Reward, offered: Offered) => string;
}

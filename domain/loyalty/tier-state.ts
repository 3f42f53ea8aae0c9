import type { TierId } from '../ids.schema.ts';
import type { Day } from './calendar.ts';

/** The tier that a customer holds. */
export interface TierState {
  readonly tier: TierId;
  readonly since: Day;
  /** The first day after its validity; `null`: it has no end. */
  readonly until: Day | null;
  /** The first day after its grace; `null` outside of one. */
  readonly grace: Day | null;
  /** That it will be lost has been told. */
  readonly warned?: true;
}

import { audienceTally } from './audience.ts';
import { audienceDayTally } from './audience-day.ts';
import { cellTally } from './cell.ts';
import { insideTally } from './inside.ts';
import { moveAheadTally } from './move-ahead.ts';
import { moveDayTally } from './move-day.ts';
import { frequencyTally, recencyTally, revenueTally } from './population.ts';
import { armResultTally, dayResultTally, stepResultTally } from './results.ts';
import { placementOrderTally } from './placement-orders.ts';
import { pointsTally, tierTally } from './points.ts';
import { reachTally } from './reach.ts';
import { referralTally } from './referrals.ts';
import { rewardTally } from './rewards.ts';
import { rulesTally } from './rules.ts';
import { segmentDayTally } from './segment-day.ts';
import { segmentTally } from './segment.ts';
import { silenceTally } from './silence.ts';
import type { Contribution, Tally, Tallied } from './tally.ts';

/** Everything that is counted over the customers of a workspace. A new one is a module, and a line here. */
export const TALLIES: readonly Tally[] = [
  segmentTally,
  cellTally,
  silenceTally,
  moveAheadTally,
  insideTally,
  rulesTally,
  segmentDayTally,
  moveDayTally,
  audienceTally,
  reachTally,
  audienceDayTally,
  stepResultTally,
  dayResultTally,
  armResultTally,
  recencyTally,
  frequencyTally,
  revenueTally,
  pointsTally,
  tierTally,
  referralTally,
  rewardTally,
  placementOrderTally,
];

/** To be raised where a tally comes to count otherwise than before: then everybody is counted anew. */
const REVISION = 3;

/** Which tallies a customer has been counted for. It differs once one is added, so that everybody is counted anew. */
export const COUNTED_FOR = `${REVISION}:${TALLIES.map(({ name }) => name).join()}`;

export function contributionsOf(customer: Tallied): readonly Contribution[] {
  return TALLIES.flatMap(({ name, shares }) => shares(customer).map((share) => ({ tally: name, ...share })));
}

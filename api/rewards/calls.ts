import type { Endpoint } from '../http/endpoint.ts';
import { getRewardFigures } from './get-reward-figures.ts';

/** What rewards cost and bring. */
export const REWARD_CALLS: readonly Endpoint[] = [getRewardFigures];

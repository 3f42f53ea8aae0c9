import { z } from 'zod';
import { nonEmpty } from '../../journey/definition/non-empty.ts';
import type { Problem } from '../../problem.ts';
import type { Keeper } from '../keeper.ts';
import { badge } from './badge.ts';
import type { Cause } from './cause.ts';
import { points } from './points.ts';
import type { Offered, RewardKind } from './reward.ts';

/** Every kind of reward, under the name that definitions give in `give`. */
const KINDS = { points, badge };

type Kind = keyof typeof KINDS;
type Rewards = { [K in Kind]: z.infer<(typeof KINDS)[K]['schema']> };
const REWARDS: { readonly [K in Kind]: RewardKind<Rewards[K]> } = KINDS;

export const reward = z
  .discriminatedUnion('give', nonEmpty(Object.values(KINDS).map(({ schema }) => schema)))
  .meta({ id: 'Reward', description: 'What somebody gets: by a quest, or by a step of a journey' });
export type Reward = Rewards[Kind];

/** Gives a reward, by facts of the keeper. */
export function giveReward(given: Reward, cause: Cause, keeper: Keeper): void {
  giveIn(given.give, given, cause, keeper);
}

function giveIn<K extends Kind>(kind: K, given: Rewards[K], cause: Cause, keeper: Keeper): void {
  REWARDS[kind].give(given, cause, keeper);
}

/** Why a reward can never be given in this programme. */
export function rewardFaults(given: Reward, path: string, offered: Offered): readonly Problem[] {
  return faultsIn(given.give, given, path, offered);
}

function faultsIn<K extends Kind>(kind: K, given: Rewards[K], path: string, offered: Offered): readonly Problem[] {
  return REWARDS[kind].faults(given, path, offered);
}

/** A reward as people read it. */
export function rewardText(given: Reward, offered: Offered): string {
  return textIn(given.give, given, offered);
}

function textIn<K extends Kind>(kind: K, given: Rewards[K], offered: Offered): string {
  return REWARDS[kind].text(given, offered);
}

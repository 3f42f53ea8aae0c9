import { z } from 'zod';
import { drawId } from '../../ids.schema.ts';
import type { Problem } from '../../problem.ts';
import type { Offered, RewardKind } from './reward.ts';

const schema = z
  .strictObject({
    give: z.literal('draw').describe('A ticket of a draw, which the customer plays when they like'),
    draw: drawId.describe('One that the programme declares'),
  })
  .meta({ id: 'DrawReward' });

type DrawReward = z.infer<typeof schema>;

function faults({ draw: id }: DrawReward, path: string, { draws }: Offered): readonly Problem[] {
  if (draws.some((one) => one.id === id)) return [];
  const known = draws.map((one) => one.id).join(', ') || 'none';
  const message = `there is no draw "${id}" in the loyalty programme; there are ${known}`;
  return [{ code: 'unknown-draw', path: `${path}.draw`, message }];
}

export const draw = {
  schema,
  give: ({ draw: id }, cause, keeper) => keeper.grant({ what: 'ticket', draw: id }, cause),
  faults,
  text: ({ draw: id }, { draws }) => `a ticket of ${draws.find((one) => one.id === id)?.name ?? id}`,
} satisfies RewardKind<DrawReward>;

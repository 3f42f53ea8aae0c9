import type { Problem } from '../../problem.ts';
import { rewardFaults } from '../rewards/index.ts';
import type { Offered } from '../rewards/reward.ts';
import type { Draw } from './draw.schema.ts';

/**
 * What keeps draws of sound shape from being published.
 * @param before those in force: somebody may hold a ticket of each
 */
export function drawFaults(draws: readonly Draw[], offered: Offered, before: readonly Draw[]): readonly Problem[] {
  const gone = before.filter(({ id }) => !draws.some((draw) => draw.id === id));
  return [
    ...draws.flatMap((draw, place) => faultsOf(draw, `draws[${place}]`, offered)),
    ...gone.map(({ id }): Problem => {
      const message = `somebody may hold a ticket of the draw "${id}", so it cannot be taken out; keep its id, with other prizes`;
      return { code: 'draw-in-use', path: 'draws', message };
    }),
  ];
}

function faultsOf({ prizes }: Draw, path: string, offered: Offered): readonly Problem[] {
  const ofRewards = prizes.flatMap(({ reward }, place) =>
    reward === null ? [] : rewardFaults(reward, `${path}.prizes[${place}].reward`, offered),
  );
  if (prizes.some(({ stock }) => stock !== 0)) return ofRewards;
  const message = 'no prize of this draw is in stock, so it would come to nothing; give one of them a stock above 0';
  return [...ofRewards, { code: 'draw-empty', path: `${path}.prizes`, message }];
}

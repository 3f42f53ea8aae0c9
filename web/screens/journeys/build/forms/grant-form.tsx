import { useWords } from '../../../../words/words.tsx';
import type { Reward } from '../../definition.ts';
import { choicesOf, NumberField, SelectField, TextField } from '../fields/fields.tsx';
import { WayField } from '../fields/way-field.tsx';
import type { FormProps } from './form.ts';

const REWARD_KINDS = ['points', 'badge', 'coupon', 'draw'] as const satisfies readonly Reward['give'][];

function freshReward(give: Reward['give']): Reward {
  switch (give) {
    case 'points':
      return { give, points: 100 };
    case 'badge':
      return { give, badge: '' };
    case 'coupon':
      return { give, pool: '' };
    case 'draw':
      return { give, draw: '' };
  }
}

/** A reward of the loyalty programme. */
export function GrantForm({ step, place, set }: FormProps<'grant'>) {
  const words = useWords().build;
  return (
    <>
      <RewardForm
        at="reward"
        reward={step.reward}
        change={(reward) => set({ reward }, reward.give === step.reward.give ? 'reward' : undefined)}
      />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

interface RewardProps {
  /** Where the definition has it, such as `reward`. */
  readonly at: string;
  readonly reward: Reward;
  readonly change: (reward: Reward) => void;
}

/** What is given, and how much of it or which. */
export function RewardForm({ at, reward, change }: RewardProps) {
  const { fields } = useWords().build;
  return (
    <>
      <SelectField
        label={fields.reward}
        value={reward.give}
        choices={choicesOf(REWARD_KINDS, fields.rewards)}
        change={(give) => change(freshReward(give))}
      />
      <RewardFields at={at} reward={reward} change={change} />
    </>
  );
}

function RewardFields({ at, reward, change }: RewardProps) {
  const { fields } = useWords().build;
  switch (reward.give) {
    case 'points':
      return (
        <NumberField
          label={fields.rewardPoints}
          at={`${at}.points`}
          min={1}
          value={reward.points}
          change={(points) => change({ ...reward, points: points ?? 1 })}
        />
      );
    case 'badge':
      return (
        <TextField
          label={fields.badge}
          at={`${at}.badge`}
          value={reward.badge}
          change={(badge) => change({ ...reward, badge })}
        />
      );
    case 'coupon':
      return (
        <TextField
          label={fields.pool}
          at={`${at}.pool`}
          value={reward.pool}
          change={(pool) => change({ ...reward, pool })}
        />
      );
    case 'draw':
      return (
        <TextField
          label={fields.draw}
          at={`${at}.draw`}
          value={reward.draw}
          change={(draw) => change({ ...reward, draw })}
        />
      );
  }
}

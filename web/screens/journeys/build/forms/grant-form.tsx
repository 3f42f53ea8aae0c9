import { useWords } from '../../../../words/words.tsx';
import type { Reward } from '../../definition.ts';
import { choicesOf, NumberField, SelectField, TextField } from '../fields/fields.tsx';
import { WayField } from '../fields/way-field.tsx';
import type { FormProps } from './form.ts';

const REWARD_KINDS = ['points', 'badge'] as const satisfies readonly Reward['give'][];

function freshReward(give: Reward['give']): Reward {
  return give === 'points' ? { give, points: 100 } : { give, badge: '' };
}

/** A reward of the loyalty programme. */
export function GrantForm({ step, place, set }: FormProps<'grant'>) {
  const words = useWords().build;
  const { fields } = words;
  return (
    <>
      <SelectField
        label={fields.reward}
        value={step.reward.give}
        choices={choicesOf(REWARD_KINDS, fields.rewards)}
        change={(give) => set({ reward: freshReward(give) })}
      />
      <RewardFields reward={step.reward} change={(reward) => set({ reward }, 'reward')} />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

interface RewardProps {
  readonly reward: Reward;
  readonly change: (reward: Reward) => void;
}

function RewardFields({ reward, change }: RewardProps) {
  const { fields } = useWords().build;
  switch (reward.give) {
    case 'points':
      return (
        <NumberField
          label={fields.rewardPoints}
          at="reward.points"
          min={1}
          value={reward.points}
          change={(points) => change({ ...reward, points: points ?? 1 })}
        />
      );
    case 'badge':
      return (
        <TextField
          label={fields.badge}
          at="reward.badge"
          value={reward.badge}
          change={(badge) => change({ ...reward, badge })}
        />
      );
  }
}

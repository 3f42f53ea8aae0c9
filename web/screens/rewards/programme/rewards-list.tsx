import { RewardForm } from '../../journeys/build/forms/grant-form.tsx';
import { withAt, withoutAt, type Reward } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { Removable } from './part.tsx';

interface RewardsProps {
  readonly rewards: readonly Reward[];
  /** Where the list stands in the programme, such as `quests[0].rewards`. */
  readonly at: string;
  readonly change: (rewards: Reward[]) => void;
}

/** What somebody gets, one after another. */
export function RewardsList({ rewards, at, change }: RewardsProps) {
  const words = useRewardWords().programme;
  return (
    <>
      {rewards.map((reward, place) => (
        <Removable key={place} name={words.quests.reward(place + 1)} remove={() => change(withoutAt(rewards, place))}>
          <div className="form-grid">
            <RewardForm
              at={`${at}[${place}]`}
              reward={reward}
              change={(next) => change(withAt(rewards, place, next))}
            />
          </div>
        </Removable>
      ))}
      <button
        className="button small"
        type="button"
        onClick={() => change([...rewards, { give: 'points', points: 100 }])}
      >
        {words.addReward}
      </button>
    </>
  );
}

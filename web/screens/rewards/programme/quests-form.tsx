import { TextField } from '../../journeys/build/fields/fields.tsx';
import { slugOf } from '../../journeys/slug.ts';
import { withAt, withoutAt, type Quest, type QuestStep, type Reward } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { More, Removable, type PartProps } from './part.tsx';
import { DeadlineFields, RepeatFields } from './quest-time-fields.tsx';
import { RewardsList } from './rewards-list.tsx';
import { StepFields } from './quest-step-fields.tsx';

const FRESH_STEP = { name: '', by: 'count', on: 'purchase', target: 3 } as const;

/** What there is to do, in time, and for what. */
export function QuestsForm({ draft, change }: PartProps) {
  const words = useRewardWords().programme;
  const { quests = [] } = draft;
  const set = (next: Quest[]) => change({ ...draft, quests: next });
  const add = () => {
    const id = slugOf('quest', new Set(quests.map((quest) => quest.id)));
    const rewards: Reward[] = [{ give: 'points', points: 100 }];
    set([...quests, { id, name: '', steps: [{ ...FRESH_STEP, id: 'step' }], rewards }]);
  };
  return (
    <fieldset>
      <legend>{words.quests.title}</legend>
      <div className="stack">
        {quests.length === 0 && <p className="soft">{words.quests.none}</p>}
        {quests.map((quest, place) => (
          <Removable key={place} name={quest.name || quest.id} remove={() => set(withoutAt(quests, place))}>
            <QuestFields quest={quest} at={`quests[${place}]`} change={(next) => set(withAt(quests, place, next))} />
          </Removable>
        ))}
        <button className="button small" type="button" onClick={add}>
          {words.add.quest}
        </button>
      </div>
    </fieldset>
  );
}

export interface QuestProps {
  readonly quest: Quest;
  readonly at: string;
  readonly change: (quest: Quest) => void;
}

function QuestFields({ quest, at, change }: QuestProps) {
  const words = useRewardWords().programme;
  const { milestones = [], start, steps } = quest;
  const hasStart = start !== undefined && (start.by === 'step' || start.on !== undefined || start.when !== undefined);
  return (
    <>
      <div className="form-grid">
        <TextField
          label={words.name}
          at={`${at}.name`}
          value={quest.name}
          change={(name) => change({ ...quest, name })}
        />
        <TextField label={words.id} at={`${at}.id`} value={quest.id} change={(id) => change({ ...quest, id })} />
        <TextField
          label={words.text}
          at={`${at}.text`}
          value={quest.text ?? ''}
          change={(text) => change({ ...quest, text })}
        />
        <DeadlineFields quest={quest} at={at} change={change} />
        <RepeatFields quest={quest} at={at} change={change} />
      </div>
      <Steps quest={quest} at={at} change={change} />
      <RewardsList
        rewards={quest.rewards ?? []}
        at={`${at}.rewards`}
        change={(rewards) => change({ ...quest, rewards })}
      />
      <More
        parts={[
          steps.some(({ when }) => when !== undefined) && words.parts.when,
          milestones.length > 0 && words.parts.milestones,
          hasStart && words.parts.start,
        ]}
      />
    </>
  );
}

function Steps({ quest, at, change }: QuestProps) {
  const words = useRewardWords().programme;
  const { steps } = quest;
  const set = (next: QuestStep[]) => change({ ...quest, steps: next });
  const add = () => set([...steps, { ...FRESH_STEP, id: slugOf('step', new Set(steps.map(({ id }) => id))) }]);
  return (
    <>
      {steps.map((step, place) => (
        <Removable
          key={place}
          name={words.quests.step(place + 1)}
          remove={steps.length === 1 ? undefined : () => set(withoutAt(steps, place))}
        >
          <div className="form-grid">
            <StepFields step={step} at={`${at}.steps[${place}]`} change={(next) => set(withAt(steps, place, next))} />
          </div>
        </Removable>
      ))}
      <button className="button small" type="button" onClick={add}>
        {words.add.step}
      </button>
    </>
  );
}

import { useSession } from '../../../session/session-context.tsx';
import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { EventField } from '../../journeys/build/fields/known-fields.tsx';
import type { QuestStep } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { MoneyNumber, NeededNumber } from './part.tsx';

const BYS = ['count', 'sum', 'distinct', 'streak'] as const satisfies readonly QuestStep['by'][];
const STREAKS = ['day', 'week'] as const;

interface StepProps {
  readonly step: QuestStep;
  readonly at: string;
  readonly change: (step: QuestStep) => void;
}

/** The same thing to do, counted in another way. */
function countedBy(by: QuestStep['by'], { id, name = '', on, when, target }: QuestStep): QuestStep {
  const common = { id, name, on, target, ...(when === undefined ? {} : { when }) };
  switch (by) {
    case 'count':
    case 'sum':
      return { ...common, by };
    case 'distinct':
      return { ...common, by, of: 'category' };
    case 'streak':
      return { ...common, by, period: 'week' };
  }
}

/** One thing to do in a quest. */
export function StepFields({ step, at, change }: StepProps) {
  const words = useRewardWords().programme;
  return (
    <>
      <TextField
        label={words.name}
        at={`${at}.name`}
        value={step.name ?? ''}
        change={(name) => change({ ...step, name })}
      />
      <EventField label={words.event} at={`${at}.on`} value={step.on} change={(on) => change({ ...step, on })} />
      <SelectField
        label={words.quests.by}
        at={`${at}.by`}
        value={step.by}
        choices={choicesOf(BYS, words.quests.bys)}
        change={(by) => change(countedBy(by, step))}
      />
      <OfField step={step} at={at} change={change} />
      <TargetField step={step} at={at} change={change} />
    </>
  );
}

function TargetField({ step, at, change }: StepProps) {
  const { quests: words } = useRewardWords().programme;
  const { currency, minorDigits } = useSession().workspace;
  const target = {
    at: `${at}.target`,
    min: 1,
    value: step.target,
    change: (next: number) => change({ ...step, target: next }),
  };
  if (step.by === 'sum' && step.of === undefined) {
    return <MoneyNumber label={`${words.target}, ${currency}`} unit={10 ** minorDigits} {...target} min={0} />;
  }
  return <NeededNumber label={words.target} {...target} />;
}

function OfField({ step, at, change }: StepProps) {
  const { quests: words, period } = useRewardWords().programme;
  switch (step.by) {
    case 'count':
      return null;
    case 'sum':
      return (
        <TextField
          label={words.of}
          hint={words.ofAmount}
          at={`${at}.of`}
          value={step.of ?? ''}
          change={(of) => {
            const { of: _of, ...others } = step;
            change(of === '' ? others : { ...others, of });
          }}
        />
      );
    case 'distinct':
      return <TextField label={words.of} at={`${at}.of`} value={step.of} change={(of) => change({ ...step, of })} />;
    case 'streak':
      return (
        <SelectField
          label={period}
          value={step.period}
          choices={choicesOf(STREAKS, words.streaks)}
          change={(next) => change({ ...step, period: next })}
        />
      );
  }
}

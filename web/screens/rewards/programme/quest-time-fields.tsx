import { choicesOf, NumberField, SelectField } from '../../journeys/build/fields/fields.tsx';
import type { Quest } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { NeededNumber } from './part.tsx';
import type { QuestProps } from './quests-form.tsx';

type Deadline = NonNullable<Quest['deadline']>;
type DeadlineBy = 'none' | Deadline['by'];

/** A fixed time has two instants, which are written as text; the form keeps them. */
const DEADLINES = ['none', 'days', 'calendar'] as const;
const WITH_WINDOW = [...DEADLINES, 'window'] as const;
const PERIODS = ['week', 'month', 'quarter', 'year'] as const;
const REPEATS = ['never', 'completion', 'expiration'] as const;
const MONTH = 30;
const YEARLY = 12;

function freshDeadline(by: DeadlineBy, before: Deadline | null): Deadline | null {
  switch (by) {
    case 'none':
      return null;
    case 'days':
      return { by, days: MONTH };
    case 'calendar':
      return { by, period: 'month' };
    case 'window':
      return before;
  }
}

/** Until when a quest has to be done, and when that is told. */
export function DeadlineFields({ quest, at, change }: QuestProps) {
  const { quests: words, days, period, periods } = useRewardWords().programme;
  const deadline = quest.deadline ?? null;
  const set = (next: Deadline | null) => change({ ...quest, deadline: next });
  const setRemind = (remindDays: number | undefined) => {
    const { remindDays: _remindDays, ...others } = quest;
    change(remindDays === undefined ? others : { ...others, remindDays });
  };
  return (
    <>
      <SelectField<DeadlineBy>
        label={words.deadline}
        hint={deadline?.by === 'window' ? words.windowHint : undefined}
        at={`${at}.deadline`}
        value={deadline?.by ?? 'none'}
        choices={choicesOf<DeadlineBy>(deadline?.by === 'window' ? WITH_WINDOW : DEADLINES, words.deadlines)}
        change={(by) => set(freshDeadline(by, deadline))}
      />
      {deadline?.by === 'days' && (
        <NeededNumber
          label={days}
          at={`${at}.deadline.days`}
          min={1}
          value={deadline.days}
          change={(next) => set({ ...deadline, days: next })}
        />
      )}
      {deadline?.by === 'calendar' && (
        <SelectField
          label={period}
          value={deadline.period}
          choices={choicesOf(PERIODS, periods)}
          change={(next) => set({ ...deadline, period: next })}
        />
      )}
      {(deadline !== null || quest.remindDays !== undefined) && (
        <NumberField label={words.remind} at={`${at}.remindDays`} min={1} value={quest.remindDays} change={setRemind} />
      )}
    </>
  );
}

/** Whether a quest may begin again. */
export function RepeatFields({ quest, at, change }: QuestProps) {
  const { quests: words } = useRewardWords().programme;
  const repeat = quest.repeat ?? null;
  return (
    <>
      <SelectField
        label={words.repeat}
        at={`${at}.repeat`}
        value={repeat?.on ?? 'never'}
        choices={choicesOf(REPEATS, words.repeats)}
        change={(on) => change({ ...quest, repeat: on === 'never' ? null : { on, most: repeat?.most ?? YEARLY } })}
      />
      {repeat !== null && (
        <NeededNumber
          label={words.most}
          at={`${at}.repeat.most`}
          min={2}
          value={repeat.most}
          change={(most) => change({ ...quest, repeat: { ...repeat, most } })}
        />
      )}
    </>
  );
}

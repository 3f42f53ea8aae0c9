import { useWords } from '../../../../words/words.tsx';
import type { Goal, Trigger } from '../../definition.ts';
import { useBuilding } from '../build-context.ts';
import { NumberField, TextField } from '../fields/fields.tsx';
import { Faults } from '../fields/field.tsx';
import { SegmentsField } from '../fields/known-fields.tsx';
import { SpanField } from '../fields/span-field.tsx';
import type { SetJourney } from './form.ts';
import { RemovablePart } from './removable-part.tsx';
import { freshTrigger, TriggerFields } from './trigger-fields.tsx';

const MOST_EXITS = 10;
const USUAL_PERCENT = 10;
const USUAL_PRIORITY = 50;

/** What takes people out, what the journey is for, and how it is measured. */
export function JourneyOptions({ set }: { readonly set: SetJourney }) {
  const words = useWords().build.enter;
  const { definition } = useBuilding();
  const { bound = [], priority = USUAL_PRIORITY } = definition;
  return (
    <>
      <GoalFields goal={definition.goal} set={set} />
      <ExitFields exit={definition.exit ?? []} set={set} />
      <Holdout holdout={definition.holdout} set={set} />
      <SegmentsField
        label={`${words.bound}: ${words.boundHint}`}
        chosen={bound}
        change={(ids) => set({ bound: ids.length === 0 ? undefined : ids })}
      />
      <Faults at="bound" />
      <NumberField
        label={words.priority}
        hint={words.priorityHint}
        at="priority"
        min={0}
        max={100}
        value={priority}
        change={(to) => set({ priority: to }, 'priority')}
      />
    </>
  );
}

interface GoalProps {
  readonly goal: Goal | undefined;
  readonly set: SetJourney;
}

function GoalFields({ goal, set }: GoalProps) {
  const { enter: words, add } = useWords().build;
  if (goal === undefined) {
    return (
      <p>
        <button className="button small" type="button" onClick={() => set({ goal: freshTrigger('event') })}>
          + {words.goal}: {add}
        </button>
      </p>
    );
  }
  const { within, ...trigger } = goal;
  return (
    <RemovablePart name={words.goal} remove={() => set({ goal: undefined })}>
      <p className="small soft">{words.goalHint}</p>
      <TriggerFields
        trigger={trigger}
        at="goal"
        change={(changed, about) => set({ goal: { ...changed, within } }, about)}
      />
      <SpanField
        label={words.window}
        hint={words.windowHint}
        at="goal.within"
        value={within}
        change={(span) => set({ goal: { ...goal, within: span } }, 'goal.within')}
      />
    </RemovablePart>
  );
}

interface ExitProps {
  readonly exit: readonly Trigger[];
  readonly set: SetJourney;
}

function ExitFields({ exit, set }: ExitProps) {
  const { enter: words } = useWords().build;
  return (
    <>
      {exit.map((trigger, index) => (
        <RemovablePart
          // oxlint-disable-next-line react/no-array-index-key -- exits have no names
          key={index}
          name={words.exit}
          remove={() => set({ exit: exit.toSpliced(index, 1) })}
        >
          <p className="small soft">{words.exitHint}</p>
          <TriggerFields
            trigger={trigger}
            at={`exit[${index}]`}
            change={(changed, about) => set({ exit: exit.with(index, changed) }, about)}
          />
        </RemovablePart>
      ))}
      {exit.length < MOST_EXITS && (
        <p>
          <button
            className="button small"
            type="button"
            onClick={() => set({ exit: [...exit, freshTrigger('event')] })}
          >
            + {words.exit}
          </button>
        </p>
      )}
    </>
  );
}

interface HoldoutProps {
  readonly holdout:
    | { readonly percent: number; readonly salt?: string | undefined; readonly ends?: string | undefined }
    | undefined;
  readonly set: SetJourney;
}

function Holdout({ holdout, set }: HoldoutProps) {
  const { enter: words } = useWords().build;
  if (holdout === undefined) {
    return (
      <p>
        <button className="button small" type="button" onClick={() => set({ holdout: { percent: USUAL_PERCENT } })}>
          + {words.holdout}
        </button>
      </p>
    );
  }
  return (
    <RemovablePart name={words.holdout} remove={() => set({ holdout: undefined })}>
      <NumberField
        label="%"
        hint={words.holdoutHint}
        at="holdout"
        min={0}
        max={90}
        step="any"
        value={holdout.percent}
        change={(percent = 0) => set({ holdout: { ...holdout, percent } }, 'holdout')}
      />
      <TextField
        label={words.ends}
        type="date"
        value={holdout.ends?.slice(0, 10) ?? ''}
        change={(day) =>
          set({ holdout: { ...holdout, ends: day === '' ? undefined : `${day}T00:00:00Z` } }, 'holdout.ends')
        }
      />
    </RemovablePart>
  );
}

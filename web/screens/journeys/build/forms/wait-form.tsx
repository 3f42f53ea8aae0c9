import { useWords } from '../../../../words/words.tsx';
import type { Step, StepOf } from '../../definition.ts';
import { grown } from '../../edit/edits.ts';
import { useBuilding } from '../build-context.ts';
import { choicesOf, ChecksField, SelectField, TextField } from '../fields/fields.tsx';
import { Faults } from '../fields/field.tsx';
import { SpanField } from '../fields/span-field.tsx';
import { WayField } from '../fields/way-field.tsx';
import { orNothing, type FormProps } from './form.ts';
import { SeveralFields, UntilFields } from './until-fields.tsx';

type Wait = StepOf<'wait'>;

const END_KINDS = ['none', 'for', 'at', 'date', 'bestHour'] as const;
type EndKind = (typeof END_KINDS)[number];
const UNTIL_KINDS = ['nothing', 'one', 'several'] as const;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const NO_END = { for: undefined, at: undefined, date: undefined, bestHour: undefined };
const FRESH_ENDS: Readonly<Record<EndKind, Partial<Wait>>> = {
  none: { ...NO_END, onTimeout: undefined, ifMissing: undefined },
  for: { ...NO_END, for: '3d', ifMissing: undefined },
  at: { ...NO_END, at: { time: '10:00' }, ifMissing: undefined },
  date: { ...NO_END, date: { attribute: 'renewal' } },
  bestHour: { ...NO_END, bestHour: {}, ifMissing: undefined },
};

function endKindOf({ for: span, at, date, bestHour }: Wait): EndKind {
  if (span !== undefined) return 'for';
  if (at) return 'at';
  if (date) return 'date';
  return bestHour ? 'bestHour' : 'none';
}

/** A wait: when it ends by time, and what ends it before. */
export function WaitForm({ step, place, set }: FormProps<'wait'>) {
  const words = useWords().build;
  const { fields } = words;
  const { edit } = useBuilding();
  const end = endKindOf(step);
  const awaits = step.anyOf ? 'several' : step.until ? 'one' : 'nothing';
  const setAwaits = (to: (typeof UNTIL_KINDS)[number]) => {
    if (to === 'nothing') set({ until: undefined, anyOf: undefined, onTimeout: undefined });
    if (to === 'one') set({ until: { on: 'event', event: 'purchase' }, anyOf: undefined });
    if (to === 'several') edit((draft) => grown(draft, place, awaitingSeveral));
  };
  return (
    <>
      <SelectField
        label={fields.ends}
        value={end}
        choices={choicesOf(END_KINDS, fields.endKinds)}
        change={(kind) => set(FRESH_ENDS[kind])}
      />
      <EndFields step={step} set={set} />
      <SelectField
        label={fields.until}
        value={awaits}
        choices={choicesOf(UNTIL_KINDS, fields.untilKinds)}
        change={setAwaits}
      />
      {step.until && <UntilFields until={step.until} at="until" change={(until, about) => set({ until }, about)} />}
      {step.anyOf && <SeveralFields anyOf={step.anyOf} place={place} set={set} />}
      <Faults at="anyOf" />
      {!(awaits === 'several' && end === 'none') && (
        <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
      )}
      {awaits !== 'nothing' && end !== 'none' && (
        <WayField
          label={fields.onTimeout}
          place={place}
          way={{ field: 'onTimeout' }}
          at="onTimeout"
          same={() => set({ onTimeout: undefined })}
        />
      )}
      {end === 'date' && (
        <WayField
          label={fields.ifMissing}
          place={place}
          way={{ field: 'ifMissing' }}
          at="ifMissing"
          same={() => set({ ifMissing: undefined })}
        />
      )}
    </>
  );
}

function awaitingSeveral(step: Step, next: string): Step {
  if (step.type !== 'wait') return step;
  return { ...step, until: undefined, anyOf: [{ on: 'event', event: 'purchase', next }] };
}

/** The fields of the end that the wait has. */
function EndFields({ step, set }: Pick<FormProps<'wait'>, 'step' | 'set'>) {
  const { build, steps } = useWords();
  const { fields } = build;
  const { for: span, at, date, bestHour } = step;
  if (span !== undefined) {
    return <SpanField label={fields.span} at="for" value={span} change={(to) => set({ for: to ?? '' }, 'for')} />;
  }
  if (at) {
    const { weekdays = [] } = at;
    return (
      <>
        <TextField
          label={fields.time}
          at="at.time"
          type="time"
          value={at.time}
          change={(time) => set({ at: { ...at, time } }, 'at.time')}
        />
        <ChecksField
          label={fields.weekdays}
          chosen={weekdays}
          choices={choicesOf(DAYS, steps.weekdays)}
          change={(days) => set({ at: { ...at, weekdays: days.length === 0 ? undefined : days } })}
        />
      </>
    );
  }
  if (date) {
    return (
      <>
        <TextField
          label={fields.attribute}
          at="date.attribute"
          value={date.attribute}
          change={(attribute) => set({ date: { ...date, attribute } }, 'date.attribute')}
        />
        <TextField
          label={fields.offset}
          hint={fields.offsetHint}
          at="date.offset"
          value={date.offset ?? ''}
          change={(offset) => set({ date: { ...date, offset: orNothing(offset) } }, 'date.offset')}
        />
        <TextField
          label={fields.time}
          at="date.time"
          type="time"
          value={date.time ?? ''}
          change={(time) => set({ date: { ...date, time: orNothing(time) } }, 'date.time')}
        />
      </>
    );
  }
  return bestHour ? (
    <SpanField
      label={fields.within}
      at="bestHour.within"
      value={bestHour.within ?? '24h'}
      change={(within) => set({ bestHour: { within: within ?? '' } }, 'bestHour.within')}
    />
  ) : null;
}

import { useWords } from '../../../../words/words.tsx';
import type { Awaited, Trigger, Until } from '../../definition.ts';
import { grown } from '../../edit/edits.ts';
import { useBuilding } from '../build-context.ts';
import { choicesOf, SelectField } from '../fields/fields.tsx';
import { WayField } from '../fields/way-field.tsx';
import type { FormProps } from './form.ts';
import { RemovablePart } from './removable-part.tsx';
import { freshTrigger, TriggerDetails } from './trigger-fields.tsx';
import { ConditionField, freshCondition } from './condition-field.tsx';

const KINDS = ['event', 'move', 'audience', 'tier', 'quest', 'badge', 'expiring', 'referral'] as const;
const AWAITED_KINDS = [
  'event',
  'move',
  'audience',
  'tier',
  'quest',
  'badge',
  'expiring',
  'referral',
  'condition',
] as const;
type AwaitedKind = (typeof AWAITED_KINDS)[number];
const SINCES = ['entering', 'step'] as const;
const MOST = 10;

interface UntilProps {
  readonly until: Until;
  readonly change: (until: Until, about?: string) => void;
  readonly at: string;
}

/** What ends a wait. */
export function UntilFields({ until, change, at }: UntilProps) {
  const words = useWords().build;
  const { since, ...trigger } = until;
  const put = (changed: Trigger, about?: string) => {
    if (changed.on !== 'silence') change({ ...changed, since }, about);
  };
  return (
    <>
      <SelectField
        label={words.trigger.label}
        at={`${at}.on`}
        value={until.on}
        choices={choicesOf(KINDS, words.trigger.kinds)}
        change={(kind) => put(freshTrigger(kind))}
      />
      <TriggerDetails trigger={trigger} change={put} at={at} />
      <SinceField since={since} change={(to) => change({ ...until, since: to })} />
    </>
  );
}

interface SinceProps {
  readonly since: Until['since'];
  readonly change: (since: (typeof SINCES)[number]) => void;
}

function SinceField({ since, change }: SinceProps) {
  const { fields } = useWords().build;
  return (
    <SelectField
      label={fields.since}
      value={since ?? 'entering'}
      choices={choicesOf(SINCES, fields.sinces)}
      change={change}
    />
  );
}

interface SeveralProps extends Pick<FormProps<'wait'>, 'place' | 'set'> {
  readonly anyOf: readonly Awaited[];
}

/** Several things that end a wait, each with a way of its own. */
export function SeveralFields({ anyOf, place, set }: SeveralProps) {
  const words = useWords().build;
  const { edit } = useBuilding();
  const put = (index: number, option: Awaited, about?: string) => set({ anyOf: anyOf.with(index, option) }, about);
  const add = () =>
    edit((draft) =>
      grown(draft, place, (step, next) =>
        step.type === 'wait'
          ? { ...step, anyOf: [...(step.anyOf ?? []), { on: 'event', event: 'purchase', next }] }
          : step,
      ),
    );
  return (
    <>
      {anyOf.map((option, index) => (
        <RemovablePart
          // oxlint-disable-next-line react/no-array-index-key -- ways are told apart by their place
          key={index}
          name={words.fields.path(index + 1)}
          remove={() => set({ anyOf: anyOf.toSpliced(index, 1) })}
        >
          <AwaitedFields option={option} at={`anyOf[${index}]`} change={(to, about) => put(index, to, about)} />
          <WayField
            label={words.fields.leadsTo}
            place={place}
            way={{ field: 'anyOf', index }}
            at={`anyOf[${index}].next`}
          />
        </RemovablePart>
      ))}
      {anyOf.length < MOST && (
        <button className="button small" type="button" onClick={add}>
          + {words.fields.path(anyOf.length + 1)}
        </button>
      )}
    </>
  );
}

interface AwaitedProps {
  readonly option: Awaited;
  readonly change: (option: Awaited, about?: string) => void;
  readonly at: string;
}

function AwaitedFields({ option, change, at }: AwaitedProps) {
  const words = useWords().build.trigger;
  const { next } = option;
  const setKind = (kind: AwaitedKind) => {
    if (kind === 'condition') return change({ when: freshCondition(), next });
    const trigger = freshTrigger(kind);
    return trigger.on === 'silence' ? undefined : change({ ...trigger, next });
  };
  return (
    <>
      <SelectField
        label={words.label}
        value={'on' in option ? option.on : 'condition'}
        choices={choicesOf(AWAITED_KINDS, words.kinds)}
        change={setKind}
      />
      {'on' in option ? (
        <AwaitedTrigger option={option} change={change} at={at} />
      ) : (
        <ConditionField
          condition={option.when}
          at={`${at}.when`}
          change={(when, about) => change({ when, next }, about)}
        />
      )}
    </>
  );
}

interface AwaitedTriggerProps extends Omit<AwaitedProps, 'option'> {
  readonly option: Extract<Awaited, { on: string }>;
}

function AwaitedTrigger({ option, change, at }: AwaitedTriggerProps) {
  const { next, since, ...trigger } = option;
  return (
    <>
      <TriggerDetails
        trigger={trigger}
        at={at}
        change={(changed, about) => {
          if (changed.on !== 'silence') change({ ...changed, since, next }, about);
        }}
      />
      <SinceField since={since} change={(to) => change({ ...option, since: to })} />
    </>
  );
}

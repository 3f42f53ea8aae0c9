import { useWords } from '../../../../words/words.tsx';
import type { Enter } from '../../definition.ts';
import { useBuilding } from '../build-context.ts';
import { CheckField, choicesOf, SelectField, TextField } from '../fields/fields.tsx';
import { Faults } from '../fields/field.tsx';
import { SegmentField } from '../fields/known-fields.tsx';
import { SpanField } from '../fields/span-field.tsx';
import { orNothing, type SetJourney } from './form.ts';
import { JourneyOptions } from './journey-options.tsx';
import { freshTrigger, TriggerDetails } from './trigger-fields.tsx';
import { OptionalCondition } from './condition-field.tsx';

const KINDS = [
  'move',
  'event',
  'silence',
  'audience',
  'tier',
  'quest',
  'badge',
  'expiring',
  'referral',
  'date',
  'schedule',
  'launch',
  'api',
] as const;
const AGAINS = ['always', 'after', 'never'] as const;

/** What lets people in, what takes them out, and what the journey as a whole says. */
export function EnterForm() {
  const words = useWords().build;
  const { definition, edit } = useBuilding();
  const { enter } = definition;
  const set: SetJourney = (change, about) => edit((draft) => ({ ...draft, ...change }), about);
  const put = (to: Enter, about?: string) => set({ enter: to }, about);
  return (
    <>
      <SelectField
        label={words.enter.heading}
        at="enter.on"
        value={enter.on}
        choices={choicesOf(KINDS, words.trigger.kinds)}
        change={(kind) => put(freshEnter(kind))}
      />
      <EnterDetails enter={enter} put={put} />
      {enter.on !== 'event' && (
        <OptionalCondition
          condition={enter.when}
          at="enter.when"
          change={(when, about) => put({ ...enter, when }, about)}
        />
      )}
      {enter.on !== 'date' && (
        <AgainFields again={enter.again} change={(again, about) => put({ ...enter, again }, about)} />
      )}
      <Faults at="steps" />
      <JourneyOptions set={set} />
    </>
  );
}

function freshEnter(kind: Enter['on']): Enter {
  switch (kind) {
    case 'api':
    case 'launch':
      return { on: kind };
    case 'schedule':
      return { on: 'schedule', cron: '0 9 * * mon' };
    case 'date':
      return { on: 'date', attribute: 'birthday', every: 'year' };
    case 'event':
    case 'move':
    case 'silence':
    case 'audience':
    case 'tier':
    case 'quest':
    case 'badge':
    case 'expiring':
    case 'referral':
      return freshTrigger(kind);
  }
}

interface DetailsProps {
  readonly enter: Enter;
  readonly put: (enter: Enter, about?: string) => void;
}

function EnterDetails({ enter, put }: DetailsProps) {
  const words = useWords().build;
  switch (enter.on) {
    case 'launch':
    case 'api':
      return (
        <TextField
          label={words.trigger.per}
          hint={words.trigger.perHint}
          at="enter.per"
          value={enter.per ?? ''}
          change={(per) => put({ ...enter, per: orNothing(per) }, 'enter.per')}
        />
      );
    case 'schedule':
      return (
        <>
          <TextField
            label={words.trigger.cron}
            hint={words.trigger.cronHint}
            at="enter.cron"
            value={enter.cron}
            change={(cron) => put({ ...enter, cron }, 'enter.cron')}
          />
          <SegmentField
            label={words.trigger.segment}
            at="enter.segment"
            value={enter.segment ?? ''}
            none={words.trigger.any}
            change={(segment) => put({ ...enter, segment: orNothing(segment) })}
          />
        </>
      );
    case 'date':
      return <DateDetails enter={enter} put={put} />;
    case 'event': {
      const { again, ...trigger } = enter;
      return (
        <TriggerDetails trigger={trigger} change={(to, about) => put({ ...to, again }, about)} at="enter" letsIn />
      );
    }
    case 'move':
    case 'silence':
    case 'audience':
    case 'tier':
    case 'quest':
    case 'badge':
    case 'expiring':
    case 'referral': {
      const { again, when, ...trigger } = enter;
      return <TriggerDetails trigger={trigger} change={(to, about) => put({ ...to, again, when }, about)} at="enter" />;
    }
  }
}

interface DateProps extends Pick<DetailsProps, 'put'> {
  readonly enter: Extract<Enter, { on: 'date' }>;
}

function DateDetails({ enter, put }: DateProps) {
  const words = useWords().build;
  const { fields } = words;
  return (
    <>
      <TextField
        label={fields.attribute}
        at="enter.attribute"
        value={enter.attribute}
        change={(attribute) => put({ ...enter, attribute }, 'enter.attribute')}
      />
      <TextField
        label={fields.offset}
        hint={fields.offsetHint}
        at="enter.offset"
        value={enter.offset ?? ''}
        change={(offset) => put({ ...enter, offset: orNothing(offset) }, 'enter.offset')}
      />
      <TextField
        label={fields.time}
        at="enter.time"
        type="time"
        value={enter.time ?? '10:00'}
        change={(time) => put({ ...enter, time: orNothing(time) }, 'enter.time')}
      />
      <CheckField
        label={words.trigger.every}
        checked={enter.every === 'year'}
        change={(isYearly) => put({ ...enter, every: isYearly ? 'year' : undefined })}
      />
    </>
  );
}

interface AgainProps {
  readonly again: string | undefined;
  readonly change: (again: string, about?: string) => void;
}

const USUAL_GAP = '30d';

/** Whether somebody who has left may come in again. */
function AgainFields({ again = 'always', change }: AgainProps) {
  const words = useWords().build;
  const kind = again === 'always' || again === 'never' ? again : 'after';
  return (
    <>
      <SelectField
        label={words.enter.again}
        at="enter.again"
        value={kind}
        choices={choicesOf(AGAINS, words.enter.agains)}
        change={(to) => change(to === 'after' ? USUAL_GAP : to)}
      />
      {kind === 'after' && (
        <SpanField label={words.fields.span} value={again} change={(span) => change(span ?? '', 'enter.again')} />
      )}
    </>
  );
}

import { useWords } from '../../../../words/words.tsx';
import type { Trigger } from '../../definition.ts';
import { choicesOf, SelectField, TextField } from '../fields/fields.tsx';
import { AudienceField, EventField, SegmentsField } from '../fields/known-fields.tsx';
import { ExpiringDetails, ReferralDetails, TierDetails } from './loyalty-trigger-fields.tsx';
import { OptionalCondition } from './condition-field.tsx';

type TriggerKind = Trigger['on'];
const STAGES = ['overdue', 'lapsed'] as const;
const ISES = ['entered', 'left'] as const;
const QUEST_NEWS = ['progressed', 'milestone', 'completed', 'ending', 'expired'] as const;
const TRIGGER_KINDS = [
  'event',
  'move',
  'silence',
  'audience',
  'tier',
  'quest',
  'badge',
  'expiring',
  'referral',
] as const satisfies readonly TriggerKind[];

export function freshTrigger(kind: TriggerKind): Trigger {
  switch (kind) {
    case 'event':
      return { on: 'event', event: 'purchase' };
    case 'move':
      return { on: 'move' };
    case 'silence':
      return { on: 'silence', stage: 'overdue' };
    case 'audience':
      return { on: 'audience', audience: '', is: 'entered' };
    case 'tier':
      return { on: 'tier', changed: 'up' };
    case 'quest':
      return { on: 'quest', quest: '', is: 'completed' };
    case 'badge':
      return { on: 'badge', badge: '' };
    case 'expiring':
      return { on: 'expiring', what: 'points' };
    case 'referral':
      return { on: 'referral', is: 'brought' };
  }
}

interface TriggerProps {
  readonly trigger: Trigger;
  readonly change: (trigger: Trigger, about?: string) => void;
  readonly at: string;
  readonly kinds?: readonly TriggerKind[];
  /** It lets in: events may be for one thing each. */
  readonly letsIn?: boolean;
}

/** What happens: a move, an event, silence or an audience. */
export function TriggerFields({ trigger, change, at, kinds = TRIGGER_KINDS, letsIn = false }: TriggerProps) {
  const words = useWords().build.trigger;
  return (
    <>
      <SelectField
        label={words.label}
        at={`${at}.on`}
        value={trigger.on}
        choices={choicesOf(kinds, words.kinds)}
        change={(kind) => change(freshTrigger(kind))}
      />
      <TriggerDetails trigger={trigger} change={change} at={at} letsIn={letsIn} />
    </>
  );
}

/** The fields of one kind of trigger. */
export function TriggerDetails({ trigger, change, at, letsIn = false }: Omit<TriggerProps, 'kinds'>) {
  const words = useWords().build.trigger;
  switch (trigger.on) {
    case 'move':
      return (
        <>
          {(['from', 'to'] as const).map((side) => (
            <SegmentsField
              key={side}
              label={`${words[side]} (${words.any})`}
              chosen={trigger[side] ?? []}
              change={(ids) => change({ ...trigger, [side]: ids.length === 0 ? undefined : ids })}
            />
          ))}
        </>
      );
    case 'event':
      return (
        <>
          <EventField
            label={words.event}
            at={`${at}.event`}
            value={trigger.event}
            change={(event) => change({ ...trigger, event }, `${at}.event`)}
          />
          <OptionalCondition
            condition={trigger.when}
            at={`${at}.when`}
            events={[trigger.event]}
            change={(when, about) => change({ ...trigger, when }, about)}
          />
          <TextField
            label={letsIn ? words.per : words.ofOwn}
            hint={words.perHint}
            at={`${at}.per`}
            value={trigger.per ?? ''}
            change={(per) => change({ ...trigger, per: per === '' ? undefined : per }, `${at}.per`)}
          />
        </>
      );
    case 'silence':
      return (
        <SelectField
          label={words.stage}
          value={trigger.stage}
          choices={choicesOf(STAGES, words.stages)}
          change={(stage) => change({ ...trigger, stage })}
        />
      );
    case 'audience':
      return (
        <>
          <AudienceField
            label={words.audience}
            at={`${at}.audience`}
            value={trigger.audience}
            change={(audience) => change({ ...trigger, audience })}
          />
          <SelectField
            label={words.is}
            value={trigger.is}
            choices={choicesOf(ISES, words.ises)}
            change={(is) => change({ ...trigger, is })}
          />
        </>
      );
    case 'tier':
      return <TierDetails trigger={trigger} change={change} />;
    case 'quest':
      return <QuestDetails trigger={trigger} change={change} at={at} />;
    case 'referral':
      return <ReferralDetails trigger={trigger} change={change} />;
    case 'expiring':
      return <ExpiringDetails trigger={trigger} change={change} at={at} />;
    case 'badge':
      return (
        <TextField
          label={words.badge}
          at={`${at}.badge`}
          value={trigger.badge}
          change={(badge) => change({ ...trigger, badge }, `${at}.badge`)}
        />
      );
  }
}

interface QuestProps extends Pick<TriggerProps, 'change' | 'at'> {
  readonly trigger: Extract<Trigger, { on: 'quest' }>;
}

function QuestDetails({ trigger, change, at }: QuestProps) {
  const words = useWords().build.trigger;
  return (
    <>
      <TextField
        label={words.quest}
        at={`${at}.quest`}
        value={trigger.quest}
        change={(quest) => change({ ...trigger, quest }, `${at}.quest`)}
      />
      <SelectField
        label={words.is}
        value={trigger.is}
        choices={choicesOf(QUEST_NEWS, words.questNews)}
        change={(is) => change({ ...trigger, is, milestone: is === 'milestone' ? trigger.milestone : undefined })}
      />
      {trigger.is === 'milestone' && (
        <TextField
          label={words.milestone}
          at={`${at}.milestone`}
          value={trigger.milestone ?? ''}
          change={(id) => change({ ...trigger, milestone: id === '' ? undefined : id }, `${at}.milestone`)}
        />
      )}
    </>
  );
}

import { useSession } from '../../../session/session-context.tsx';
import { choicesOf, NumberField, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { EventField } from '../../journeys/build/fields/known-fields.tsx';
import { slugOf } from '../../journeys/slug.ts';
import { withAt, withoutAt, type EarningRule } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { More, MoneyNumber, NeededNumber, Removable, type PartProps } from './part.tsx';

const FORS = ['amount', 'item', 'event'] as const satisfies readonly EarningRule['per']['by'][];
const EXPIRES = ['rolling', 'calendar', 'sliding', 'never'] as const satisfies readonly EarningRule['expire']['by'][];
const PERIODS = ['month', 'quarter', 'year'] as const;

/** What earns points. */
export function RulesForm({ draft, change }: PartProps) {
  const words = useRewardWords().programme;
  const unit = 10 ** useSession().workspace.minorDigits;
  const set = (earn: EarningRule[]) => change({ ...draft, earn });
  const add = () => {
    const id = slugOf('rule', new Set(draft.earn.map((rule) => rule.id)));
    const per = { by: 'amount' as const, amount: unit, points: 1 };
    set([...draft.earn, { id, on: 'purchase', per, expire: { by: 'rolling', months: 12 } }]);
  };
  return (
    <fieldset>
      <legend>{words.rules.title}</legend>
      <div className="stack">
        {draft.earn.length === 0 && <p className="soft">{words.rules.none}</p>}
        {draft.earn.map((rule, place) => (
          <Removable key={place} name={rule.id || words.rules.title} remove={() => set(withoutAt(draft.earn, place))}>
            <RuleFields
              rule={rule}
              at={`earn[${place}]`}
              unit={unit}
              change={(next) => set(withAt(draft.earn, place, next))}
            />
          </Removable>
        ))}
        <button className="button small" type="button" onClick={add}>
          {words.add.rule}
        </button>
      </div>
    </fieldset>
  );
}

interface RuleProps {
  readonly rule: EarningRule;
  readonly at: string;
  /** A whole unit of money, in minor units. */
  readonly unit: number;
  readonly change: (rule: EarningRule) => void;
}

function RuleFields({ rule, at, unit, change }: RuleProps) {
  const words = useRewardWords().programme;
  const { pending, when, mostPerEvent } = rule;
  const setPending = (days: number | undefined) => {
    const { pending: _pending, ...others } = rule;
    change(days === undefined ? others : { ...others, pending: { ...pending, days } });
  };
  return (
    <>
      <div className="form-grid">
        <TextField label={words.id} at={`${at}.id`} value={rule.id} change={(id) => change({ ...rule, id })} />
        <EventField label={words.event} at={`${at}.on`} value={rule.on} change={(on) => change({ ...rule, on })} />
        <PerFields rule={rule} at={at} unit={unit} change={change} />
        <NumberField
          label={words.rules.pending}
          hint={words.rules.pendingHint}
          at={`${at}.pending.days`}
          min={1}
          value={pending?.days}
          change={setPending}
        />
        <ExpireFields rule={rule} at={at} change={change} />
      </div>
      <More parts={[when !== undefined && words.parts.when, mostPerEvent !== undefined && words.parts.limits]} />
    </>
  );
}

function freshPer(by: EarningRule['per']['by'], points: number, unit: number): EarningRule['per'] {
  switch (by) {
    case 'amount':
      return { by, amount: unit, points };
    case 'item':
      return { by, item: 'quantity', points };
    case 'event':
      return { by, points };
  }
}

function PerFields({ rule, at, unit, change }: RuleProps) {
  const words = useRewardWords().programme.rules;
  const { currency } = useSession().workspace;
  const { per } = rule;
  const set = (next: EarningRule['per']) => change({ ...rule, per: next });
  return (
    <>
      <SelectField
        label={words.for}
        at={`${at}.per`}
        value={per.by}
        choices={choicesOf(FORS, words.fors)}
        change={(by) => set(freshPer(by, per.points, unit))}
      />
      <NeededNumber
        label={words.points}
        at={`${at}.per.points`}
        min={1}
        value={per.points}
        change={(points) => set({ ...per, points })}
      />
      {per.by === 'amount' && (
        <MoneyNumber
          label={words.each(currency)}
          at={`${at}.per.amount`}
          unit={unit}
          value={per.amount}
          change={(amount) => set({ ...per, amount })}
        />
      )}
      {per.by === 'item' && (
        <TextField label={words.item} at={`${at}.per.item`} value={per.item} change={(item) => set({ ...per, item })} />
      )}
    </>
  );
}

function freshExpire(by: EarningRule['expire']['by']): EarningRule['expire'] {
  switch (by) {
    case 'rolling':
      return { by, months: 12 };
    case 'calendar':
      return { by, period: 'year' };
    case 'sliding':
      return { by, days: 365 };
    case 'never':
      return { by };
  }
}

function ExpireFields({ rule, at, change }: Omit<RuleProps, 'unit'>) {
  const { rules: words, periods, period, days } = useRewardWords().programme;
  const { expire } = rule;
  const set = (next: EarningRule['expire']) => change({ ...rule, expire: next });
  return (
    <>
      <SelectField
        label={words.expire}
        at={`${at}.expire`}
        value={expire.by}
        choices={choicesOf(EXPIRES, words.expires)}
        change={(by) => set(freshExpire(by))}
      />
      {expire.by === 'rolling' && (
        <NeededNumber
          label={words.months}
          at={`${at}.expire.months`}
          min={1}
          value={expire.months}
          change={(months) => set({ ...expire, months })}
        />
      )}
      {expire.by === 'calendar' && (
        <SelectField
          label={period}
          value={expire.period}
          choices={choicesOf(PERIODS, periods)}
          change={(next) => set({ ...expire, period: next })}
        />
      )}
      {expire.by === 'sliding' && (
        <NeededNumber
          label={days}
          at={`${at}.expire.days`}
          min={1}
          value={expire.days}
          change={(next) => set({ ...expire, days: next })}
        />
      )}
    </>
  );
}

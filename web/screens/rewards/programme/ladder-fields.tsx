import { choicesOf, NumberField, SelectField } from '../../journeys/build/fields/fields.tsx';
import { EventField } from '../../journeys/build/fields/known-fields.tsx';
import type { TierSet } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import { NeededNumber } from './part.tsx';

const METRICS = ['points', 'spend', 'orders', 'events'] as const satisfies readonly TierSet['metric']['by'][];
const WINDOWS = ['lifetime', 'rolling', 'calendar'] as const satisfies readonly TierSet['window']['by'][];
const VALIDITIES = ['forever', 'days', 'calendar'] as const satisfies readonly TierSet['validity']['by'][];
const DOWNGRADES = ['none', 'one-step', 'requalify'] as const;
const ON_REFUNDS = ['keep', 'recompute'] as const;
const PERIODS = ['month', 'quarter', 'year'] as const;
const YEAR = 365;

interface LadderProps {
  readonly tiers: TierSet;
  readonly change: (tiers: TierSet) => void;
}

/** What reaches a tier, and how long it is kept. */
export function LadderFields({ tiers, change }: LadderProps) {
  const words = useRewardWords().programme.tiers;
  const setWarn = (warnDays: number | undefined) => {
    const { warnDays: _warnDays, ...others } = tiers;
    change(warnDays === undefined ? others : { ...others, warnDays });
  };
  return (
    <>
      <MetricFields tiers={tiers} change={change} />
      <WindowFields tiers={tiers} change={change} />
      <ValidityFields tiers={tiers} change={change} />
      <SelectField
        label={words.downgrade}
        value={tiers.downgrade ?? 'requalify'}
        choices={choicesOf(DOWNGRADES, words.downgrades)}
        change={(downgrade) => change({ ...tiers, downgrade })}
      />
      <NeededNumber
        label={words.grace}
        at="tiers.graceDays"
        min={0}
        value={tiers.graceDays ?? 0}
        change={(graceDays) => change({ ...tiers, graceDays })}
      />
      <NumberField
        label={words.warn}
        hint={words.warnHint}
        at="tiers.warnDays"
        min={1}
        value={tiers.warnDays}
        change={setWarn}
      />
      <SelectField
        label={words.onRefund}
        value={tiers.onRefund ?? 'keep'}
        choices={choicesOf(ON_REFUNDS, words.onRefunds)}
        change={(onRefund) => change({ ...tiers, onRefund })}
      />
    </>
  );
}

function MetricFields({ tiers, change }: LadderProps) {
  const { tiers: words, event } = useRewardWords().programme;
  const { metric } = tiers;
  return (
    <>
      <SelectField
        label={words.metric}
        at="tiers.metric"
        value={metric.by}
        choices={choicesOf(METRICS, words.metrics)}
        change={(by) => change({ ...tiers, metric: by === 'events' ? { by, event: 'review.written' } : { by } })}
      />
      {metric.by === 'events' && (
        <EventField
          label={event}
          at="tiers.metric.event"
          value={metric.event}
          change={(next) => change({ ...tiers, metric: { ...metric, event: next } })}
        />
      )}
    </>
  );
}

function freshWindow(by: TierSet['window']['by']): TierSet['window'] {
  switch (by) {
    case 'lifetime':
      return { by };
    case 'rolling':
      return { by, days: YEAR };
    case 'calendar':
      return { by, period: 'year' };
  }
}

function WindowFields({ tiers, change }: LadderProps) {
  const { tiers: words, days, period, periods } = useRewardWords().programme;
  const { window } = tiers;
  const set = (next: TierSet['window']) => change({ ...tiers, window: next });
  return (
    <>
      <SelectField
        label={words.window}
        at="tiers.window"
        value={window.by}
        choices={choicesOf(WINDOWS, words.windows)}
        change={(by) => set(freshWindow(by))}
      />
      {window.by === 'rolling' && (
        <NeededNumber
          label={days}
          at="tiers.window.days"
          min={1}
          value={window.days}
          change={(next) => set({ ...window, days: next })}
        />
      )}
      {window.by === 'calendar' && (
        <SelectField
          label={period}
          value={window.period}
          choices={choicesOf(PERIODS, periods)}
          change={(next) => set({ ...window, period: next })}
        />
      )}
    </>
  );
}

function freshValidity(by: TierSet['validity']['by']): TierSet['validity'] {
  switch (by) {
    case 'forever':
      return { by };
    case 'days':
      return { by, days: YEAR };
    case 'calendar':
      return { by, period: 'year' };
  }
}

function ValidityFields({ tiers, change }: LadderProps) {
  const { tiers: words, days, period, periods } = useRewardWords().programme;
  const { validity } = tiers;
  const set = (next: TierSet['validity']) => change({ ...tiers, validity: next });
  return (
    <>
      <SelectField
        label={words.validity}
        at="tiers.validity"
        value={validity.by}
        choices={choicesOf(VALIDITIES, words.validities)}
        change={(by) => set(freshValidity(by))}
      />
      {validity.by === 'days' && (
        <NeededNumber
          label={days}
          at="tiers.validity.days"
          min={1}
          value={validity.days}
          change={(next) => set({ ...validity, days: next })}
        />
      )}
      {validity.by === 'calendar' && (
        <SelectField
          label={period}
          value={validity.period}
          choices={choicesOf(PERIODS, periods)}
          change={(next) => set({ ...validity, period: next })}
        />
      )}
    </>
  );
}

import { instantOf } from '../../../format/local-time.ts';
import { useSession } from '../../../session/session-context.tsx';
import { CheckField, choicesOf, NumberField, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { MoneyNumber, NeededNumber } from '../programme/part.tsx';
import { useRewardWords } from '../words.ts';
import { freshValue, lastDayOf, type Pool, type PoolValue } from './pool.ts';

const VALUES = ['percent', 'amount', 'free'] as const satisfies readonly PoolValue['by'][];
const WEEK_IN_MINUTES = 7 * 24 * 60;
const SHORTEST_CODE = 8;

interface PoolFieldsProps {
  readonly pool: Pool;
  readonly change: (pool: Pool) => void;
}

/** What a coupon of the pool is worth, and how long it works. */
export function PoolFields({ pool, change }: PoolFieldsProps) {
  const words = useRewardWords().pools.form;
  const { timezone } = useSession().workspace;
  const until = pool.validUntil ?? null;
  return (
    <>
      <ValueFields value={pool.value} change={(value) => change({ ...pool, value })} />
      {pool.kind === 'unique' ? (
        <UniqueFields pool={pool} change={change} />
      ) : (
        <SharedFields pool={pool} change={change} />
      )}
      <TextField
        label={words.validUntil}
        hint={words.emptyNever}
        at="validUntil"
        type="date"
        value={until === null ? '' : lastDayOf(until, timezone)}
        change={(day) =>
          change({ ...pool, validUntil: day === '' ? null : instantOf(`${day}T23:59:59.999`, timezone) })
        }
      />
      <NeededNumber
        label={words.reserveMinutes}
        at="reserveMinutes"
        min={1}
        value={pool.reserveMinutes ?? WEEK_IN_MINUTES}
        change={(reserveMinutes) => change({ ...pool, reserveMinutes })}
      />
      <NeededNumber
        label={words.lowWater}
        at="lowWater"
        min={0}
        value={pool.lowWater ?? 0}
        change={(lowWater) => change({ ...pool, lowWater })}
      />
      <CheckField
        label={words.revokes}
        checked={pool.refunds?.earned === 'revoke'}
        change={(revokes) => change({ ...pool, refunds: { ...pool.refunds, earned: revokes ? 'revoke' : 'keep' } })}
      />
      <CheckField
        label={words.releases}
        checked={pool.refunds?.used === 'release'}
        change={(releases) => change({ ...pool, refunds: { ...pool.refunds, used: releases ? 'release' : 'stay' } })}
      />
      <CheckField
        label={words.paused}
        checked={pool.paused ?? false}
        change={(paused) => change({ ...pool, paused })}
      />
    </>
  );
}

interface ValueProps {
  readonly value: PoolValue;
  readonly change: (value: PoolValue) => void;
}

function ValueFields({ value, change }: ValueProps) {
  const words = useRewardWords().pools.form;
  const { currency, minorDigits } = useSession().workspace;
  const unit = 10 ** minorDigits;
  return (
    <>
      <SelectField
        label={words.value}
        at="value"
        value={value.by}
        choices={choicesOf(VALUES, words.values)}
        change={(by) => change(freshValue(by, value.words, unit))}
      />
      {value.by === 'percent' && (
        <NeededNumber
          label={words.percent}
          at="value.percent"
          min={0}
          step="any"
          value={value.percent}
          change={(percent) => change({ ...value, percent })}
        />
      )}
      {value.by === 'amount' && (
        <MoneyNumber
          label={words.amount(currency)}
          at="value.amount"
          unit={unit}
          value={value.amount}
          change={(amount) => change({ ...value, amount })}
        />
      )}
      <TextField
        label={words.words}
        hint={words.wordsHint}
        at="value.words"
        value={value.words}
        change={(text) => change({ ...value, words: text })}
      />
    </>
  );
}

type Of<Kind extends Pool['kind']> = Extract<Pool, { kind: Kind }>;

interface KindProps<Kind extends Pool['kind']> {
  readonly pool: Of<Kind>;
  readonly change: (pool: Pool) => void;
}

function UniqueFields({ pool, change }: KindProps<'unique'>) {
  const words = useRewardWords().pools.form;
  const { prefix = '', length = SHORTEST_CODE } = pool.generate ?? {};
  return (
    <>
      <NumberField
        label={words.validDays}
        hint={words.emptyNever}
        at="validDays"
        min={1}
        value={pool.validDays ?? undefined}
        change={(days) => change({ ...pool, validDays: days ?? null })}
      />
      <TextField
        label={words.prefix}
        at="generate.prefix"
        value={prefix}
        change={(next) => change({ ...pool, generate: { prefix: next, length } })}
      />
      <NeededNumber
        label={words.length}
        at="generate.length"
        min={SHORTEST_CODE}
        value={length}
        change={(next) => change({ ...pool, generate: { prefix, length: next } })}
      />
    </>
  );
}

function SharedFields({ pool, change }: KindProps<'shared'>) {
  const words = useRewardWords().pools.form;
  return (
    <>
      <TextField label={words.code} at="code" value={pool.code} change={(code) => change({ ...pool, code })} />
      <NumberField
        label={words.most}
        hint={words.empty}
        at="most"
        min={1}
        value={pool.most ?? undefined}
        change={(most) => change({ ...pool, most: most ?? null })}
      />
      <NumberField
        label={words.mostPerCustomer}
        hint={words.empty}
        at="mostPerCustomer"
        min={1}
        value={pool.mostPerCustomer ?? undefined}
        change={(most) => change({ ...pool, mostPerCustomer: most ?? null })}
      />
    </>
  );
}

import { useWords } from '../words/words.tsx';
import type { Comparison, Op } from './condition.ts';
import {
  CUSTOMER_FIELDS,
  FAMILIES,
  kindOf,
  opsOf,
  readField,
  withField,
  withOp,
  type Family,
  type Sees,
} from './fields.ts';
import type { Choices } from './use-choices.ts';
import { ValueInput } from './value-input.tsx';

interface ComparePartProps {
  readonly compare: Comparison;
  readonly sees: Sees;
  readonly choices: Choices;
  readonly isWrong: boolean;
  readonly change: (compare: Comparison) => void;
}

/** One field, how it is compared, and with what. */
export function ComparePart({ compare, sees, choices, isWrong, change }: ComparePartProps) {
  const words = useWords().conditions;
  const { is, name } = readField(compare.field);
  const kind = kindOf(compare.field, sees.events);
  const setField = (field: string) =>
    change(
      withField(
        compare,
        field,
        sees.events,
        choices.segments.map(({ id }) => id),
      ),
    );
  const ops: readonly Op[] = opsOf(kind).includes(compare.op) ? opsOf(kind) : [...opsOf(kind), compare.op];
  const families = FAMILIES.filter((family) => family === is || maySee(family, sees));
  return (
    <>
      <select
        aria-label={words.field}
        aria-invalid={isWrong}
        value={is === 'customer' ? name : `${is}.`}
        onChange={({ target }) => setField(target.value === 'event.' ? 'event.amount' : target.value)}
      >
        {(sees.customer || is === 'customer') && (
          <optgroup label={words.ofCustomer}>
            {CUSTOMER_FIELDS.filter((field) => field !== 'score.m' || choices.bins.m > 0 || field === name).map(
              (field) => (
                <option key={field} value={field}>
                  {words.fields[field]}
                </option>
              ),
            )}
          </optgroup>
        )}
        <optgroup label={words.ofElse}>
          {families.map((family) => (
            <option key={family} value={`${family}.`}>
              {words.families[family]}
            </option>
          ))}
        </optgroup>
      </select>
      {is !== 'customer' && (
        <input
          type="text"
          aria-label={words.name}
          aria-invalid={isWrong}
          placeholder={words.name}
          value={name}
          onChange={({ target }) => setField(`${is}.${target.value}`)}
        />
      )}
      <select
        aria-label={words.op}
        value={compare.op}
        onChange={({ target }) => change(withOp(compare, ops.find((op) => op === target.value) ?? 'eq'))}
      >
        {ops.map((op) => (
          <option key={op} value={op}>
            {words.ops[op]}
          </option>
        ))}
      </select>
      <ValueInput compare={compare} kind={kind} choices={choices} isWrong={isWrong} change={change} />
    </>
  );
}

function maySee(family: Family, sees: Sees): boolean {
  switch (family) {
    case 'attribute':
      return sees.customer;
    case 'event':
      return sees.events.length > 0;
    case 'entry':
      return sees.entry;
    case 'webhook':
      return sees.webhook;
  }
}

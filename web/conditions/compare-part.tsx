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
import { namesOfFamily } from './condition-text.ts';
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
      withField(compare, field, sees.events, {
        segment: choices.segments.map(({ id }) => id),
        tier: choices.tiers.map(({ id }) => id),
      }),
    );
  const ops: readonly Op[] = opsOf(kind).includes(compare.op) ? opsOf(kind) : [...opsOf(kind), compare.op];
  const families = FAMILIES.filter((family) => family === is || maySee(family, sees));
  return (
    <>
      <select
        aria-label={words.field}
        aria-invalid={isWrong}
        value={is === 'customer' ? name : `${is}.`}
        onChange={({ target }) => setField(firstOf(target.value, choices))}
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
        <NameOf family={is} name={name} choices={choices} isWrong={isWrong} change={(to) => setField(`${is}.${to}`)} />
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

/** What a field of a family is about at first, of its families that have names to choose from. */
function firstOf(field: string, choices: Choices): string {
  switch (field) {
    case 'event.':
      return 'event.amount';
    case 'consent.':
    case 'reachable.':
      return `${field}email`;
    case 'quest.':
      return `${field}${choices.quests[0]?.id ?? ''}`;
    case 'badge.':
      return `${field}${choices.badges[0]?.id ?? ''}`;
    default:
      return field;
  }
}

interface NameOfProps {
  readonly family: Family;
  readonly name: string;
  readonly choices: Choices;
  readonly isWrong: boolean;
  readonly change: (name: string) => void;
}

/** Which one of a family: chosen where all of them are known, else typed. */
function NameOf({ family, name, choices, isWrong, change }: NameOfProps) {
  const words = useWords().conditions;
  const known = namesOfFamily(family, choices, words);
  const said = { 'aria-label': words.name, 'aria-invalid': isWrong, value: name };
  if (known === null) {
    return <input {...said} type="text" placeholder={words.name} onChange={({ target }) => change(target.value)} />;
  }
  return (
    <select {...said} onChange={({ target }) => change(target.value)}>
      {!known.some(({ id }) => id === name) && <option value={name}>{name}</option>}
      {known.map(({ id, name: shown }) => (
        <option key={id} value={id}>
          {shown}
        </option>
      ))}
    </select>
  );
}

function maySee(family: Family, sees: Sees): boolean {
  switch (family) {
    case 'attribute':
    case 'quest':
    case 'badge':
    case 'consent':
    case 'reachable':
      return sees.customer;
    case 'event':
      return sees.events.length > 0;
    case 'entry':
      return sees.entry;
    case 'webhook':
      return sees.webhook;
  }
}

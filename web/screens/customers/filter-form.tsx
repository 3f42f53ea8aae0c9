import { useSession } from '../../session/session-context.tsx';
import { useWords } from '../../words/words.tsx';
import { listed, type FilterName, type Filters } from './filters.ts';
import type { Names } from './use-names.ts';

interface FilterFormProps {
  readonly filters: Filters;
  readonly set: (name: FilterName, value: string) => void;
  readonly names: Names;
}

const STAGES = ['none', 'active', 'overdue', 'lapsed'] as const;
const CONSENTS = ['granted', 'withdrawn', 'none'] as const;
const HIGHEST = 9;

/** All filters, folded away until somebody wants one; what is chosen counts at once. */
export function FilterForm({ filters, set, names }: FilterFormProps) {
  const words = useWords().customers;
  const on = [...filters.keys()].filter((name) => name !== 'search').length;
  const toggle = (name: FilterName, value: string, isOn: boolean) => {
    const others = listed(filters, name).filter((each) => each !== value);
    set(name, (isOn ? [...others, value] : others).join(','));
  };
  const shared = { filters, toggle };
  return (
    <details className="filters">
      <summary>{on === 0 ? words.filters : words.filtersOn(on)}</summary>
      <div className="filter-grid">
        <Boxes
          name="segment"
          choices={[...names.segments, { id: 'none', name: words.noSegment }].map((each) => ({
            ...each,
            color: names.colorOf(each.id === 'none' ? null : each.id),
          }))}
          {...shared}
        />
        <Boxes name="silence" choices={STAGES.map((id) => ({ id, name: words.stages[id] }))} {...shared} />
        {names.audiences.length > 0 && <Boxes name="audience" choices={names.audiences} {...shared} />}
        <div className="stack">
          <Choice
            name="inside"
            value={filters.get('inside') ?? ''}
            choices={names.journeys}
            change={(value) => set('inside', value)}
          />
          <Choice
            name="consent"
            value={filters.get('consent') ?? ''}
            choices={CONSENTS.map((id) => ({ id, name: words.consents[id] }))}
            change={(value) => set('consent', value)}
          />
          <Choice
            name="hasEmail"
            value={filters.get('hasEmail') ?? ''}
            choices={(['true', 'false'] as const).map((id) => ({ id, name: words.known[id] }))}
            change={(value) => set('hasEmail', value)}
          />
        </div>
        <div className="stack">
          {(['r', 'f', 'm'] as const).map((of) => (
            <ScoreRange key={of} of={of} value={filters.get(of) ?? ''} change={(value) => set(of, value)} />
          ))}
        </div>
        <div className="stack">
          <NumberRange title={words.orders} low="minOrders" high="maxOrders" unit={1} filters={filters} set={set} />
          <RevenueRange filters={filters} set={set} />
        </div>
        <div className="stack">
          {(['boughtSince', 'boughtUntil', 'changesUntil'] as const).map((name) => (
            <label key={name} className="field">
              <span className="label">{words.names[name]}</span>
              <input
                type="date"
                value={(filters.get(name) ?? '').slice(0, 'yyyy-mm-dd'.length)}
                onChange={({ target }) => set(name, target.value)}
              />
            </label>
          ))}
        </div>
      </div>
    </details>
  );
}

interface BoxesProps {
  readonly name: 'segment' | 'silence' | 'audience';
  readonly choices: readonly { readonly id: string; readonly name: string; readonly color?: string }[];
  readonly filters: Filters;
  readonly toggle: (name: FilterName, value: string, isOn: boolean) => void;
}

function Boxes({ name, choices, filters, toggle }: BoxesProps) {
  const words = useWords().customers;
  const chosen = listed(filters, name);
  return (
    <fieldset>
      <legend>{words.names[name]}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className="box">
          <input
            type="checkbox"
            checked={chosen.includes(choice.id)}
            onChange={({ target }) => toggle(name, choice.id, target.checked)}
          />
          {choice.color !== undefined && <span className="dot" style={{ background: choice.color }} />}
          {choice.name}
        </label>
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly name: 'inside' | 'consent' | 'hasEmail';
  readonly value: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly change: (value: string) => void;
}

function Choice({ name, value, choices, change }: ChoiceProps) {
  const words = useWords().customers;
  return (
    <label className="field">
      <span className="label">{words.names[name]}</span>
      <select value={value} onChange={({ target }) => change(target.value)}>
        <option value="">{words.any}</option>
        {value !== '' && !choices.some(({ id }) => id === value) && <option value={value}>{value}</option>}
        {choices.map(({ id, name: text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ScoreRangeProps {
  readonly of: 'r' | 'f' | 'm';
  readonly value: string;
  readonly change: (value: string) => void;
}

/** From one score to another; one of them alone is that score alone. */
function ScoreRange({ of, value, change }: ScoreRangeProps) {
  const words = useWords().customers;
  const [from = '', to = from] = value.split('-');
  const scores = Array.from({ length: HIGHEST }, (_, index) => String(index + 1));
  const write = (low: string, high: string) => {
    const [first, last] = [low || high, high || low];
    change(first === last ? first : first < last ? `${first}-${last}` : `${last}-${first}`);
  };
  const ends = [
    { word: words.from, end: from, set: (end: string) => write(end, end === '' ? '' : to) },
    { word: words.to, end: to, set: (end: string) => write(end === '' ? '' : from, end) },
  ];
  return (
    <div className="field" role="group" aria-label={words.names[of]}>
      <span className="label">{words.names[of]}</span>
      <div className="row">
        {ends.map(({ word, end, set }) => (
          <select
            key={word}
            aria-label={`${words.names[of]}, ${word}`}
            value={end}
            onChange={({ target }) => set(target.value)}
          >
            <option value="">{words.any}</option>
            {scores.map((score) => (
              <option key={score}>{score}</option>
            ))}
          </select>
        ))}
      </div>
    </div>
  );
}

interface NumberRangeProps {
  readonly title: string;
  readonly low: FilterName;
  readonly high: FilterName;
  /** How much of what is stored one is. */
  readonly unit: number;
  readonly filters: Filters;
  readonly set: (name: FilterName, value: string) => void;
}

function NumberRange({ title, low, high, unit, filters, set }: NumberRangeProps) {
  const words = useWords().customers;
  const ends = [
    { name: low, word: words.from },
    { name: high, word: words.to },
  ];
  return (
    <div className="field" role="group" aria-label={title}>
      <span className="label">{title}</span>
      <div className="row ends">
        {ends.map(({ name, word }) => {
          const value = filters.get(name);
          return (
            <input
              key={name}
              type="number"
              min={0}
              step="any"
              aria-label={`${title}, ${word}`}
              placeholder={word}
              value={value === undefined ? '' : Number(value) / unit}
              onChange={({ target }) =>
                set(name, target.value === '' ? '' : String(Math.max(0, Math.round(target.valueAsNumber * unit))))
              }
            />
          );
        })}
      </div>
    </div>
  );
}

function RevenueRange({ filters, set }: Pick<NumberRangeProps, 'filters' | 'set'>) {
  const words = useWords().customers;
  const { minorDigits, currency } = useSession().workspace;
  return (
    <NumberRange
      title={`${words.revenue} (${currency})`}
      low="minRevenue"
      high="maxRevenue"
      unit={10 ** minorDigits}
      filters={filters}
      set={set}
    />
  );
}

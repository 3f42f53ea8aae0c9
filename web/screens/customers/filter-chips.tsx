import { useFormat } from '../../format/use-format.ts';
import { useWords } from '../../words/words.tsx';
import { listed, type FilterName, type Filters } from './filters.ts';
import type { Names } from './use-names.ts';

interface FilterChipsProps {
  readonly filters: Filters;
  readonly names: Names;
  readonly remove: (name: FilterName) => void;
  readonly clear: () => void;
}

/** Every filter that is on, in words; each of them is the button that takes it away. */
export function FilterChips({ filters, names, remove, clear }: FilterChipsProps) {
  const words = useWords().customers;
  const told = useTold(names);
  const shown = [...filters].filter(([name]) => name !== 'search');
  if (shown.length === 0) return null;
  return (
    <ul className="row chips">
      {shown.map(([name]) => {
        const text = `${words.names[name]}: ${told(name, filters)}`;
        return (
          <li key={name}>
            <button className="chip" type="button" aria-label={words.remove(text)} onClick={() => remove(name)}>
              {text} <span aria-hidden="true">✕</span>
            </button>
          </li>
        );
      })}
      {shown.length > 1 && (
        <li>
          <button className="button plain small" type="button" onClick={clear}>
            {words.clear}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The value of a filter in words; those that are left out show as they are. */
function useTold(names: Names) {
  const words = useWords().customers;
  const format = useFormat();
  const stages = new Map<string, string>(Object.entries(words.stages));
  const consents = new Map<string, string>(Object.entries(words.consents));
  const all = (name: FilterName, tell: (id: string) => string) => (filters: Filters) =>
    listed(filters, name).map(tell).join(', ');
  const one = (name: FilterName, tell: (value: string) => string) => (filters: Filters) =>
    tell(filters.get(name) ?? '');
  const money = (value: string) => format.money(Number(value));
  const time = (value: string) => {
    if (Number.isNaN(Date.parse(value))) return value;
    return value.length === 'yyyy-mm-dd'.length ? format.date(`${value}T12:00:00Z`) : format.dateTime(value);
  };
  const tellers: Readonly<Partial<Record<FilterName, (filters: Filters) => string>>> = {
    segment: all('segment', (id) => names.nameOf(id === 'none' ? null : id)),
    audience: all('audience', names.audienceName),
    inside: all('inside', names.journeyName),
    silence: all('silence', (stage) => stages.get(stage) ?? stage),
    minRevenue: one('minRevenue', money),
    maxRevenue: one('maxRevenue', money),
    boughtSince: one('boughtSince', time),
    boughtUntil: one('boughtUntil', time),
    changesUntil: one('changesUntil', time),
    silentUntil: one('silentUntil', time),
    day: one('day', time),
    hasEmail: one('hasEmail', (value) => (value === 'true' ? words.known.true : words.known.false)),
    consent: one('consent', (value) => consents.get(value) ?? value),
  };
  return (name: FilterName, filters: Filters) => tellers[name]?.(filters) ?? filters.get(name) ?? '';
}

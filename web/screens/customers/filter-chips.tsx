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

/** The value of a filter in words. */
function useTold(names: Names) {
  const words = useWords().customers;
  const format = useFormat();
  const stages = new Map<string, string>(Object.entries(words.stages));
  const consents = new Map<string, string>(Object.entries(words.consents));
  const day = (text: string) =>
    text.length === 'yyyy-mm-dd'.length ? format.date(`${text}T12:00:00Z`) : format.dateTime(text);
  return (name: FilterName, filters: Filters): string => {
    const value = filters.get(name) ?? '';
    switch (name) {
      case 'segment':
        return listed(filters, name)
          .map((id) => names.nameOf(id === 'none' ? null : id))
          .join(', ');
      case 'audience':
        return listed(filters, name).map(names.audienceName).join(', ');
      case 'inside':
        return listed(filters, name).map(names.journeyName).join(', ');
      case 'silence':
        return listed(filters, name)
          .map((stage) => stages.get(stage) ?? stage)
          .join(', ');
      case 'minRevenue':
      case 'maxRevenue':
        return format.money(Number(value));
      case 'boughtSince':
      case 'boughtUntil':
      case 'changesUntil':
      case 'silentUntil':
      case 'day':
        return Number.isNaN(Date.parse(value)) ? value : day(value);
      case 'hasEmail':
        return value === 'true' ? words.known.true : words.known.false;
      case 'consent':
        return consents.get(value) ?? value;
      case 'search':
      case 'r':
      case 'f':
      case 'm':
      case 'minOrders':
      case 'maxOrders':
        return value;
    }
  };
}

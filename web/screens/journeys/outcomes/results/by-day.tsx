import { useFormat } from '../../../../format/use-format.ts';
import { Card } from '../../../../ui/card.tsx';
import { Scrolls } from '../../../../ui/scrolls.tsx';
import type { JourneyResults } from '../results.tsx';
import { useResultWords } from './words.ts';

type Days = JourneyResults['byDay'];

const AMOUNTS = [
  'entered',
  'left',
  'messages',
  'opened',
  'clicked',
  'shown',
  'followed',
  'dismissed',
  'control',
  'conversions',
  'revenue',
  'skipped',
  'heldOut',
  'refused',
] as const;
type Amount = (typeof AMOUNTS)[number];
/** These show even where there is nothing of them: that they are nothing says something. */
const ALWAYS: ReadonlySet<Amount> = new Set(['entered', 'left', 'messages']);

/** Every figure as bars, a day each; and all of them as a table. */
export function ByDay({ results: { byDay } }: { readonly results: JourneyResults }) {
  const words = useResultWords().byDay;
  const shown = AMOUNTS.filter((amount) => ALWAYS.has(amount) || byDay[amount].some((value) => value !== 0));
  return (
    <Card title={words.title} className="by-day">
      <div className="day-charts">
        {shown.map((amount) => (
          <Bars key={amount} amount={amount} byDay={byDay} />
        ))}
      </div>
      <details>
        <summary className="small">{words.asTable}</summary>
        <Scrolls label={words.title}>
          <DayTable amounts={shown} byDay={byDay} />
        </Scrolls>
      </details>
    </Card>
  );
}

function Bars({ amount, byDay }: { readonly amount: Amount; readonly byDay: Days }) {
  const words = useResultWords().byDay;
  const format = useFormat();
  const name = words.amounts[amount];
  const shown = useShown(amount);
  const values = byDay[amount];
  const most = Math.max(0, ...values);
  const total = values.reduce((sum, value) => sum + value, 0);
  const dayAt = (place: number) => format.day(byDay.days[place] ?? '');
  const label = most > 0 ? words.bars(name, shown(total), shown(most), dayAt(values.indexOf(most))) : words.none(name);
  return (
    <figure className="day-chart">
      <figcaption>
        <span className="soft small">{name}</span> <span className="strong">{shown(total)}</span>
      </figcaption>
      <div className="day-bars" role="img" aria-label={label}>
        {values.map((value, place) => (
          <span key={byDay.days[place]} title={`${dayAt(place)}: ${shown(value)}`}>
            {value > 0 && <span style={{ height: `${(value / most) * 100}%` }} />}
          </span>
        ))}
      </div>
      <div className="day-ends" aria-hidden="true">
        <span>{dayAt(0)}</span>
        <span>{dayAt(values.length - 1)}</span>
      </div>
    </figure>
  );
}

function useShown(amount: Amount): (value: number) => string {
  const { money, number } = useFormat();
  return amount === 'revenue' ? money : number;
}

function DayTable({ amounts, byDay }: { readonly amounts: readonly Amount[]; readonly byDay: Days }) {
  const words = useResultWords().byDay;
  const { day: nameOf, money, number } = useFormat();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          {amounts.map((amount) => (
            <th key={amount} scope="col" className="number">
              {words.amounts[amount]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {byDay.days
          .map((day, place) => ({ day, place }))
          .toReversed()
          .map(({ day, place }) => (
            <tr key={day}>
              <th scope="row">{nameOf(day)}</th>
              {amounts.map((amount) => {
                const value = byDay[amount][place] ?? 0;
                return (
                  <td key={amount} className="number">
                    {amount === 'revenue' ? money(value) : number(value)}
                  </td>
                );
              })}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

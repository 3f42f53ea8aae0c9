import { Link } from 'wouter';
import './day-bars.css';

interface Day {
  /** Such as 2026-05-14. */
  readonly day: string;
  readonly up: number;
  readonly down: number;
  /** Both in words, with the day. */
  readonly label: string;
  /** Where the people of each are listed; left out: nowhere. */
  readonly upTo?: string;
  readonly downTo?: string;
}

interface DayBarsProps {
  readonly days: readonly Day[];
  readonly title: string;
}

/** What came by day above a line, and what went below it; as a bar for each day. */
export function DayBars({ days, title }: DayBarsProps) {
  const most = Math.max(1, ...days.flatMap(({ up, down }) => [up, down]));
  const part = (value: number) => ({ height: `${(value / most) * 100}%` });
  return (
    <ol className="day-bars" aria-label={title}>
      {days.map(({ day, up, down, label, upTo, downTo }) => (
        <li key={day} title={label}>
          <span className="hidden-visually">{label}</span>
          <Bar to={up > 0 ? upTo : undefined} label={`${label} ↑`} className="in" style={part(up)} />
          <Bar to={down > 0 ? downTo : undefined} label={`${label} ↓`} className="out" style={part(down)} />
        </li>
      ))}
    </ol>
  );
}

interface BarProps {
  readonly to: string | undefined;
  readonly label: string;
  readonly className: string;
  readonly style: { readonly height: string };
}

function Bar({ to, label, className, style }: BarProps) {
  return (
    <span className="half">
      {to === undefined ? (
        <span className={className} style={style} />
      ) : (
        <Link href={to} aria-label={label} className={className}>
          <span style={style} />
        </Link>
      )}
    </span>
  );
}

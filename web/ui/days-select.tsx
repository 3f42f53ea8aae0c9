interface DaysSelectProps {
  /** Read out; the choices say the rest. */
  readonly label: string;
  readonly days: number;
  readonly dayCount: (days: number) => string;
  readonly choose: (days: number) => void;
}

const SPANS = [7, 30, 90] as const;

/** How many days back something is shown. */
export function DaysSelect({ label, days, dayCount, choose }: DaysSelectProps) {
  return (
    <select aria-label={label} value={days} onChange={({ target }) => choose(Number(target.value))}>
      {SPANS.map((span) => (
        <option key={span} value={span}>
          {dayCount(span)}
        </option>
      ))}
    </select>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import { useWords } from '../../../words/words.tsx';
import { dayAt, indexOf, type Life } from './as-of.ts';

interface AsOfBarProps {
  readonly life: Life;
  /** The day that is shown; `null`: now. */
  readonly day: string | null;
  readonly choose: (day: string | null) => void;
}

/** So long after the slider has come to rest the past is asked. */
const PAUSE_MS = 250;

/** Goes back in a life, day by day, by a slider or by a date. */
export function AsOfBar({ life, day, choose }: AsOfBarProps) {
  const words = useWords().customer.asOf;
  const format = useFormat();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [moving, setMoving] = useState<string | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = moving ?? day ?? life.today;
  const move = (to: string) => {
    setMoving(to);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setMoving(null);
      choose(to >= life.today ? null : to);
    }, PAUSE_MS);
  };
  return (
    <div className="as-of card">
      <strong>{words.title}</strong>
      <input
        className="grow"
        type="range"
        aria-label={words.slider}
        aria-valuetext={shown === life.today ? words.now : format.day(shown)}
        min={0}
        max={life.days}
        value={indexOf(life, shown)}
        onChange={({ target }) => move(dayAt(life, target.valueAsNumber))}
      />
      <input
        type="date"
        aria-label={words.day}
        min={life.first}
        max={life.today}
        value={shown}
        onChange={({ target }) => target.value !== '' && move(target.value)}
      />
      <button
        className="button"
        type="button"
        disabled={day === null && moving === null}
        onClick={() => move(life.today)}
      >
        {words.back}
      </button>
    </div>
  );
}

import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[];
  readonly color: string;
  /** The same in words. */
  readonly label: string;
}

const WIDTH = 78;
const HEIGHT = 24;
const EDGE = 3;

/** A line of values without axes; its own lowest and highest value fill the height. */
export function Sparkline({ values, color, label }: SparklineProps) {
  const last = values.at(-1);
  if (last === undefined) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [EDGE, WIDTH - EDGE]);
  // A line that never changes runs through the middle.
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [HEIGHT - EDGE, EDGE]);
  const path = line<number>(
    (_value, index) => x(index),
    (value) => y(value),
  )([...values]);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path d={path ?? ''} fill="none" stroke={color} strokeWidth="1.6" strokeLinejoin="round" />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2.2" fill={color} />
    </svg>
  );
}

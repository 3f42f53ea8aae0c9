import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[];
  /** The first of them that is known; those before it are not drawn. */
  readonly from?: number;
  readonly color: string;
  /** The same in words. */
  readonly label: string;
}

const WIDTH = 78;
const HEIGHT = 24;
const EDGE = 3;

/** What changes by less than this share of the highest value is no mountain. */
const LEAST_RISE = 0.12;

/** A line of values without axes; its own lowest and highest value fill the height, where they differ enough. */
export function Sparkline({ values, from = 0, color, label }: SparklineProps) {
  const last = values.at(-1);
  if (last === undefined) return null;
  const known = values.slice(from);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [EDGE, WIDTH - EDGE]);
  // A line that hardly changes runs through the middle.
  const room = Math.max(0, LEAST_RISE * high - (high - low), low === high ? 2 : 0) / 2;
  const y = scaleLinear([low - room, high + room], [HEIGHT - EDGE, EDGE]);
  const path = line<number>(
    (_value, index) => x(from + index),
    (value) => y(value),
  )([...known]);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path d={path ?? ''} fill="none" stroke={color} strokeWidth="1.6" strokeLinejoin="round" />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2.2" fill={color} />
    </svg>
  );
}

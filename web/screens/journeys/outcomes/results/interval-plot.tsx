import type { IntervalPlaces } from './interval.ts';
import { useResultWords } from './words.ts';

interface IntervalPlotProps {
  readonly title: string;
  readonly help?: string;
  readonly places: IntervalPlaces;
  /** Its ends in words. */
  readonly from: string;
  readonly to: string;
  readonly tick: (value: number) => string;
}

/** Room at both ends for what is written below the first and the last tick. */
const MARGIN = 5;

const across = (share: number) => `${MARGIN + share * (100 - 2 * MARGIN)}%`;

/** Where the truth may lie, on a line with a mark where there is no difference. */
export function IntervalPlot({ title, help, places, from, to, tick }: IntervalPlotProps) {
  const words = useResultWords().lift;
  const { none, isCut, ticks } = places;
  const isBeyond = places.from > none || places.to < none;
  return (
    <figure className="interval">
      <figcaption>
        <span className="strong">{title}</span>{' '}
        <span className="soft small">
          {from} … {to}
        </span>
      </figcaption>
      <svg role="img" aria-label={words.plot(title, from, to)} width="100%" height="52">
        <line className="axis" x1={across(0)} x2={across(1)} y1="28" y2="28" />
        {ticks.map(({ at, value }) => (
          <g key={value}>
            <line className="axis" x1={across(at)} x2={across(at)} y1="25" y2="31" />
            <text x={across(at)} y="47" textAnchor="middle">
              {tick(value)}
            </text>
          </g>
        ))}
        <line className="none" x1={across(none)} x2={across(none)} y1="4" y2="34" />
        <g className={isBeyond ? 'beyond' : undefined}>
          <line className="bar" x1={across(places.from)} x2={across(places.to)} y1="16" y2="16" />
          <End at={places.from} isCut={isCut.from} towards={-1} />
          <End at={places.to} isCut={isCut.to} towards={1} />
        </g>
      </svg>
      {help !== undefined && <p className="soft small">{help}</p>}
    </figure>
  );
}

interface EndProps {
  readonly at: number;
  readonly isCut: boolean;
  readonly towards: -1 | 1;
}

/** A stop where it ends, an arrow where it goes on. */
function End({ at, isCut, towards }: EndProps) {
  return (
    <svg x={across(at)} y="16" overflow="visible" width="1" height="1">
      <path d={isCut ? `M0 -6 L${9 * towards} 0 L0 6 Z` : 'M0 -7 L0 7'} className="end" />
    </svg>
  );
}

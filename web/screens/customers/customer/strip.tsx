import { LANES, layoutStrip, type Lane } from '../../../charts/strip-layout.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Names } from '../use-names.ts';
import { staysOf, type Ahead, type Entry, type Happened, type PathKind } from './path-of.ts';
import { useAheadText } from './use-ahead-text.ts';

interface StripProps {
  readonly entries: readonly Entry[];
  readonly happened: readonly Happened[];
  readonly ahead: readonly Ahead[];
  readonly now: string;
  readonly names: Names;
}

interface Mark {
  readonly at: string;
  readonly lane: Lane;
  readonly hollow: boolean;
  readonly color: string;
  readonly text: string;
}

const WIDTH = 980;
const HEIGHT = 132;
const LEFT = 84;
const STAYS_Y = 12;
const FIRST_LANE_Y = 40;
const LANE = 24;
/** Half the width of a date. */
const TICK = 36;

const LANE_OF: Readonly<Partial<Record<PathKind, Lane>>> = {
  order: 'orders',
  refund: 'orders',
  move: 'moves',
  silence: 'moves',
  message: 'messages',
};

/** The path on one axis of time: full what happened, hollow what is to come. The list below says the same in words. */
export function Strip({ entries, happened, ahead, now, names }: StripProps) {
  const words = useWords().customer.path;
  const format = useFormat();
  const aheadText = useAheadText(names);
  const marks: readonly Mark[] = [
    ...happened.flatMap(({ at, kind, move, text, skipped }) => {
      const lane = LANE_OF[kind];
      return lane ? [{ at, lane, hollow: skipped, color: colorOf(kind, move, names), text }] : [];
    }),
    ...ahead.map((one) => ({
      at: one.at,
      lane: one.what.is === 'wait' ? ('messages' as const) : ('moves' as const),
      hollow: true,
      color: one.what.is === 'move' ? names.colorOf(one.what.to) : 'var(--line-strong)',
      text: aheadText(one),
    })),
  ];
  const drawn = layoutStrip({ marks, stays: staysOf(entries), now, width: WIDTH, left: LEFT });
  return (
    <Scrolls label={words.strip}>
      <svg className="strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.strip}>
        {drawn.stays.map(({ x, width, segment }) => (
          <rect key={x} x={x} y={STAYS_Y} width={width} height="7" rx="2" fill={names.colorOf(segment)}>
            <title>{names.nameOf(segment)}</title>
          </rect>
        ))}
        {LANES.map((lane, place) => (
          <g key={lane}>
            <text x="0" y={FIRST_LANE_Y + place * LANE} dy="0.35em">
              {words.filters[lane]}
            </text>
            <line
              className="lane"
              x1={LEFT}
              x2={WIDTH}
              y1={FIRST_LANE_Y + place * LANE}
              y2={FIRST_LANE_Y + place * LANE}
            />
          </g>
        ))}
        {drawn.ticks.map(({ x, at }) => (
          <text
            key={at}
            className="tick"
            x={Math.min(x, WIDTH)}
            y={HEIGHT - 8}
            // One at the very end would else lose half of its words.
            textAnchor={x > WIDTH - TICK ? 'end' : 'middle'}
          >
            {format.date(at)}
          </text>
        ))}
        <line className="now" x1={drawn.now} x2={drawn.now} y1="4" y2={HEIGHT - 24} />
        {drawn.marks.map(({ x, at, lane, hollow, color, text }, place) => (
          <circle
            // oxlint-disable-next-line react/no-array-index-key -- marks of one instant differ by their place alone
            key={`${at} ${lane} ${place}`}
            cx={x}
            cy={FIRST_LANE_Y + LANES.indexOf(lane) * LANE}
            r="5"
            fill={hollow ? 'var(--card)' : color}
            stroke={color}
            strokeWidth="2"
            strokeDasharray={hollow ? '3 2' : undefined}
          >
            <title>{`${format.dateTime(at)}: ${text}`}</title>
          </circle>
        ))}
      </svg>
    </Scrolls>
  );
}

function colorOf(kind: PathKind, move: Happened['move'], names: Names): string {
  if (move) return names.colorOf(move.to);
  switch (kind) {
    case 'order':
      return 'var(--accent)';
    case 'refund':
      return 'var(--down)';
    case 'message':
      return 'var(--first)';
    case 'silence':
      return 'var(--warn)';
    case 'event':
    case 'move':
    case 'journey':
    case 'note':
      return 'var(--line-strong)';
  }
}

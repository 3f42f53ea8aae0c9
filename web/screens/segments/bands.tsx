import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { END_WIDTH, layoutBands, type Band, type BandKind } from '../../charts/bands-layout.ts';
import { useFormat } from '../../format/use-format.ts';
import { useWords } from '../../words/words.tsx';
import type { SegmentNames, SegmentNow } from './use-segments.ts';

interface BandsProps {
  readonly bands: readonly Band[];
  readonly segments: readonly SegmentNow[];
  readonly names: SegmentNames;
  readonly chosen: Band | null;
  readonly choose: (band: Band | null) => void;
}

const SIZE = { width: 620, height: 400, margin: 160 } as const;
const KINDS: readonly BandKind[] = ['up', 'down', 'first', 'stayed'];
const COLORS: Readonly<Record<BandKind, string>> = {
  up: 'var(--up)',
  down: 'var(--down)',
  first: 'var(--first)',
  stayed: 'var(--stay)',
};

/** Before on the left, now on the right. It is one stop for Tab; arrows go from band to band, and Enter keeps one. */
export function Bands({ bands, segments, names, chosen, choose }: BandsProps) {
  const words = useWords().segments.movement;
  const format = useFormat();
  const root = useRef<SVGSVGElement>(null);
  const [at, setAt] = useState(0);
  const drawn = useMemo(() => layoutBands(bands, [null, ...segments.map(({ id }) => id)], SIZE), [bands, segments]);
  if (drawn.bands.length === 0) return <p className="soft">{words.none}</p>;
  const say = (band: Band) =>
    words.band(names.nameOf(band.from), names.nameOf(band.to), format.number(band.value), words.kinds[band.kind]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') choose(null);
    if (event.key === 'Enter' || event.key === ' ') choose(drawn.bands[at] ?? null);
    if (step === undefined) return;
    event.preventDefault();
    const next = (at + step + drawn.bands.length) % drawn.bands.length;
    setAt(next);
    root.current?.querySelectorAll<SVGPathElement>('path')[next]?.focus();
  };
  return (
    <>
      <div className="scrolls">
        <svg
          ref={root}
          className="bands"
          viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
          role="listbox"
          tabIndex={-1}
          aria-label={words.title}
          onKeyDown={onKeyDown}
        >
          {drawn.bands.map((band, index) => (
            <path
              key={`${band.from} ${band.to}`}
              d={band.path}
              stroke={COLORS[band.kind]}
              strokeWidth={band.width}
              role="option"
              aria-label={say(band)}
              aria-selected={chosen !== null && chosen.from === band.from && chosen.to === band.to}
              tabIndex={index === at ? 0 : -1}
              onFocus={() => setAt(index)}
              onClick={() => choose(band)}
            >
              <title>{say(band)}</title>
            </path>
          ))}
          <g aria-hidden="true">
            {drawn.ends.map(({ id, side, x, y, height, value }) => (
              <g key={`${side} ${id}`}>
                <rect x={x} y={y} width={END_WIDTH} height={height} rx="2" fill={names.colorOf(id)} />
                <text
                  x={side === 'before' ? x - 8 : x + END_WIDTH + 8}
                  y={y + height / 2}
                  dy="0.35em"
                  textAnchor={side === 'before' ? 'end' : 'start'}
                >
                  {names.nameOf(id)} {format.number(value)}
                </text>
              </g>
            ))}
          </g>
        </svg>
      </div>
      <p className="legend">
        {KINDS.map((kind) => (
          <span key={kind}>
            <span className="dot" style={{ background: COLORS[kind] }} />
            {words.kinds[kind]}
          </span>
        ))}
      </p>
    </>
  );
}

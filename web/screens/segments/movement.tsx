import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { getMovesDaysContract } from '../../../api/segments/get-moves-days.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import type { Band } from '../../charts/bands-layout.ts';
import { useFormat } from '../../format/use-format.ts';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { DaysSelect } from '../../ui/days-select.tsx';
import { useWords } from '../../words/words.tsx';
import { OnlyFor } from '../../session/allowed.tsx';
import { LaunchDrawer } from '../launch/launch.tsx';
import { Bands } from './bands.tsx';
import { bandsOf, largestSlide } from './bands-of.ts';
import { BandsTable } from './bands-table.tsx';
import { segmentNames, useSegments, type SegmentNames } from './use-segments.ts';

/** How customers moved between segments: as bands, or as a table. One of them leads to those people. */
export function Movement() {
  const words = useWords().segments;
  const [days, setDays] = useState(30);
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<Band | null>(null);
  const [launching, setLaunching] = useState<Band | null>(null);
  const { data } = useSegments();
  const segments = useMemo(() => data?.segments ?? [], [data]);
  const names = segmentNames(segments, words.movement.newcomers);
  const kinds = useReply<typeof getMovesDaysContract>('get /v1/moves/days', { query: { days } }, { keep: true });
  const bands = useMemo(() => bandsOf(kinds.data?.moves ?? [], segments), [kinds.data, segments]);
  const slide = largestSlide(bands);
  return (
    <Card
      title={words.movement.title}
      className="movement"
      about={
        <span className="row">
          {words.movement.about(days)}
          <DaysSelect label={words.movement.days} days={days} dayCount={words.movement.dayCount} choose={setDays} />
          <button className="button small" type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? words.movement.asBands : words.movement.asTable}
          </button>
        </span>
      }
    >
      <Asked reply={kinds} rows={8}>
        {() =>
          asTable ? (
            <BandsTable bands={bands} names={names} />
          ) : (
            <>
              <Bands bands={bands} segments={segments} names={names} chosen={chosen} choose={setChosen} />
              <ChosenBand
                band={chosen ?? slide}
                isLargest={chosen === null}
                names={names}
                days={days}
                launch={setLaunching}
              />
            </>
          )
        }
      </Asked>
      {launching !== null && launching.to !== null && (
        <LaunchDrawer
          to={{
            moved: {
              ...(launching.from === null ? {} : { from: [launching.from] }),
              to: [launching.to],
              within: `${days}d`,
            },
          }}
          name={words.moves.arrow(names.nameOf(launching.from), names.nameOf(launching.to))}
          close={() => setLaunching(null)}
        />
      )}
    </Card>
  );
}

interface ChosenBandProps {
  /** Left out: nobody slid down. */
  readonly band: Band | undefined;
  /** Nobody chose it: it is the largest slide. */
  readonly isLargest: boolean;
  readonly names: SegmentNames;
  readonly days: number;
  readonly launch: (band: Band) => void;
}

/** One band in words, with the way to its people. */
function ChosenBand({ band, isLargest, names, days, launch }: ChosenBandProps) {
  const words = useWords().segments;
  const format = useFormat();
  if (band === undefined) return <p className="small soft">{words.movement.noSlide}</p>;
  const [from, to, value] = [names.nameOf(band.from), names.nameOf(band.to), format.number(band.value)];
  return (
    <p className="row small">
      <span className="grow">
        {isLargest
          ? words.movement.largest(from, to, value)
          : words.movement.band(from, to, value, words.movement.kinds[band.kind])}
      </span>
      <Link className="button small" href={peopleOf(band, days)}>
        {words.movement.seeThem}
      </Link>
      {band.to !== null && band.kind !== 'stayed' && (
        <OnlyFor to="marketer">
          <button className="button small" type="button" onClick={() => launch(band)}>
            {words.launch}
          </button>
        </OnlyFor>
      )}
    </p>
  );
}

/** Where exactly the people of a band are listed. */
function peopleOf({ from, to, kind }: Band, days: number): string {
  if (kind === 'stayed') return `/customers?segment=${to ?? 'none'}`;
  return `/customers/moves?from=${from ?? 'none'}&to=${to ?? 'none'}&days=${days}`;
}

import { useState } from 'react';
import { Link } from 'wouter';
import type { getJourneysContract } from '../../../api/journeys/get-journeys.contract.ts';
import type { getSegmentsDaysContract } from '../../../api/segments/get-segments-days.contract.ts';
import { useReply } from '../../api/use-reply.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useFormat } from '../../format/use-format.ts';
import { OnlyFor } from '../../session/allowed.tsx';
import { Asked } from '../../ui/asked.tsx';
import { Card } from '../../ui/card.tsx';
import { Scrolls } from '../../ui/scrolls.tsx';
import { useReachText } from '../../ui/use-reach-text.ts';
import { useWords } from '../../words/words.tsx';
import { LaunchDrawer } from '../launch/launch.tsx';
import { boundsOf, knownFrom } from './spans.ts';
import { useSegments, type JourneyLine, type SegmentNow } from './use-segments.ts';

const WEEKS_12 = 84;

/** One row per segment, best first; the one with the most value at stake stands out. */
export function SegmentTable() {
  const words = useWords().segments;
  const format = useFormat();
  const segments = useSegments();
  const days = useReply<typeof getSegmentsDaysContract>('get /v1/segments/days', { query: { days: WEEKS_12 } });
  const journeys = useReply<typeof getJourneysContract>('get /v1/journeys', {});
  const [launching, setLaunching] = useState<SegmentNow | null>(null);
  const { columns } = words;
  return (
    <Card title={words.title} className="segments" about={segments.data && <Summary of={segments.data} />}>
      <Asked reply={segments} rows={7}>
        {({ segments: rows, asOf }) => {
          const highest = highestOf(rows);
          const from = knownFrom(days.data?.segments ?? []);
          const all = rows.reduce((sum, { revenue }) => sum + revenue, 0);
          return (
            <Scrolls label={words.title}>
              <table className="list">
                <thead>
                  <tr>
                    <th scope="col">{columns.segment}</th>
                    <th scope="col" className="number">
                      {columns.customers}
                    </th>
                    <th scope="col">{columns.weeks}</th>
                    <th scope="col" className="number">
                      {columns.moves}
                    </th>
                    <th scope="col" className="number">
                      {columns.revenue}
                    </th>
                    <th scope="col" className="number">
                      {columns.silent}
                    </th>
                    <th scope="col" className="number" title={words.stakeHelp}>
                      {columns.stake}
                    </th>
                    <th scope="col" className="number">
                      {columns.tool}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <Row
                      key={row.id}
                      row={row}
                      revenueShare={all === 0 ? 0 : row.revenue / all}
                      history={days.data?.segments.find(({ id }) => id === row.id)?.customers ?? []}
                      from={from}
                      tool={toolOf(row, journeys.data?.journeys ?? [])}
                      isHighest={row.id === highest}
                      bounds={boundsOf(asOf)}
                      launch={() => setLaunching(row)}
                      format={format}
                    />
                  ))}
                </tbody>
              </table>
            </Scrolls>
          );
        }}
      </Asked>
      {launching && (
        <LaunchDrawer to={{ segment: launching.id }} name={launching.name} close={() => setLaunching(null)} />
      )}
    </Card>
  );
}

function Summary({ of }: { readonly of: NonNullable<ReturnType<typeof useSegments>['data']> }) {
  const { segments: words, audiences } = useWords();
  const format = useFormat();
  const { customers, rules, uncounted, unscored } = of;
  return (
    <>
      {words.summary(customers, rules.scoring)}
      {unscored > 0 && ` · ${words.unscored(unscored)}`}
      {uncounted > 0 && ` · ${words.uncounted(uncounted)}`}
      {' · '}
      <Link href="/audiences">{audiences.title}</Link>
      {rules.adopted < 1 && ` · ${words.adopting(format.percent(rules.adopted))}`}
    </>
  );
}

interface RowProps {
  readonly row: SegmentNow;
  readonly revenueShare: number;
  readonly history: readonly number[];
  /** The first day of it that is known. */
  readonly from: number;
  readonly tool: JourneyLine | undefined;
  readonly isHighest: boolean;
  readonly bounds: ReturnType<typeof boundsOf>;
  readonly launch: () => void;
  readonly format: ReturnType<typeof useFormat>;
}

function Row({ row, revenueShare, history, from, tool, isHighest, bounds, launch, format }: RowProps) {
  const { segments: words, channels } = useWords();
  const { reach } = channels;
  const tellReach = useReachText();
  const { number, signed, percent, money } = format;
  const people = `/customers?segment=${row.id}`;
  return (
    <tr className={isHighest ? 'highest' : undefined}>
      <td>
        <Link href={`/segments/${row.id}`} className="name">
          <span className="dot" style={{ background: row.color }} />
          {row.name}
        </Link>
        <span className="soft small">{isHighest ? words.highest : percent(row.share)}</span>
      </td>
      <td className="number">
        <Link href={people} className="strong">
          {number(row.customers)}
        </Link>
        <span className="share">
          <span style={{ width: `${row.share * 100}%`, background: row.color }} />
        </span>
        {row.reach.any > 0 && (
          <span className="soft small tool" title={`${reach.help}: ${tellReach(row.reach)}`}>
            {reach.some(row.reach.any)}
          </span>
        )}
      </td>
      <td>
        <Sparkline
          values={history}
          from={from}
          color={row.color}
          label={words.line(number(history[from] ?? 0), number(history.at(-1) ?? 0))}
        />
      </td>
      <td className="number">
        <Link href={`/customers/moves?to=${row.id}&since=${encodeURIComponent(bounds.movedSince)}`} className="flow up">
          {signed(row.movedIn30d)}
        </Link>{' '}
        <Link
          href={`/customers/moves?from=${row.id}&since=${encodeURIComponent(bounds.movedSince)}`}
          className="flow down"
        >
          {signed(-row.movedOut30d)}
        </Link>
      </td>
      <td className="number">
        <span className="strong">{percent(revenueShare)}</span>
        <br />
        <span className="soft small">{money(row.revenue)}</span>
      </td>
      <td className="number">
        {row.silentIn7d === 0 ? (
          <span className="soft">{words.nobodyFalls}</span>
        ) : (
          <>
            <Link
              href={`${people}&sort=nextChange&silentUntil=${encodeURIComponent(bounds.silentUntil)}`}
              className="strong"
            >
              {number(row.silentIn7d)}
            </Link>
            <br />
            <span className="soft small tool">
              {words.shareOf(percent(row.silentIn7d / Math.max(1, row.customers)))}
            </span>
          </>
        )}
      </td>
      <td className={`number ${isHighest ? 'down' : ''}`}>{row.valueAtStake === 0 ? '–' : money(row.valueAtStake)}</td>
      <td>
        <OnlyFor to="marketer">
          <button
            className={`button small ${isHighest ? 'main' : ''}`}
            type="button"
            aria-label={words.launchFor(row.name)}
            onClick={launch}
          >
            {words.launch}
          </button>
          <br />
        </OnlyFor>
        <span className="soft small tool">
          {tool ? <Link href={`/journeys/${tool.id}`}>{tool.name}</Link> : words.noTool}
        </span>
      </td>
    </tr>
  );
}

/** The segment with the most value at stake; none where nobody falls silent. */
function highestOf(rows: readonly SegmentNow[]): string | null {
  const [first] = rows.toSorted((a, b) => b.valueAtStake - a.valueAtStake);
  return first && first.valueAtStake > 0 ? first.id : null;
}

/** A segment's own tool: the journey that its newcomers enter. */
function toolOf({ id }: Pick<SegmentNow, 'id'>, journeys: readonly JourneyLine[]): JourneyLine | undefined {
  const own = journeys.filter(({ enter }) => enter.segments.includes(id));
  return own.find(({ status }) => status === 'live') ?? own[0];
}

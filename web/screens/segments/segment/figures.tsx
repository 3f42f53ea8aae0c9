import { Link } from 'wouter';
import type { getMovesDaysContract } from '../../../../api/segments/get-moves-days.contract.ts';
import type { getSegmentsDaysContract } from '../../../../api/segments/get-segments-days.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Sparkline } from '../../../charts/sparkline.tsx';
import { useFormat } from '../../../format/use-format.ts';
import { useSession } from '../../../session/session-context.tsx';
import { NO_REACH, useReachText } from '../../../ui/use-reach-text.ts';
import { useWords } from '../../../words/words.tsx';
import { boundsOf, knownFrom } from '../spans.ts';
import type { SegmentNow } from '../use-segments.ts';
import { perDay, typicalStay } from './flow.ts';

interface FiguresProps {
  readonly segment: SegmentNow;
  /** Of all segments, minor units. */
  readonly allRevenue: number;
  /** The workspace's time. */
  readonly asOf: string;
}

const WEEKS_12 = 84;

/** How many there are, what they are worth, and how long they stay. */
export function Figures({ segment, allRevenue, asOf }: FiguresProps) {
  const words = useWords();
  const { figures } = words.segment;
  const { reach } = words.channels;
  const tellReach = useReachText();
  const others = tellReach({ ...segment.reach, email: 0 });
  const format = useFormat();
  const { testClock } = useSession().workspace;
  const sizes = useReply<typeof getSegmentsDaysContract>('get /v1/segments/days', { query: { days: WEEKS_12 } });
  const left = useReply<typeof getMovesDaysContract>('get /v1/moves/days', {
    query: { from: segment.id, days: WEEKS_12 },
  });
  const history = sizes.data?.segments.find(({ id }) => id === segment.id)?.customers ?? [];
  const gone = left.data ? perDay(left.data) : [];
  const from = knownFrom(sizes.data?.segments ?? []);
  const stay = typicalStay(history, gone);
  const { silentUntil } = boundsOf(asOf);
  return (
    <dl className="figures">
      <div>
        <dt>{figures.customers}</dt>
        <dd>
          <Link href={`/customers?segment=${segment.id}`}>{format.number(segment.customers)}</Link>
          <span className="small soft">{figures.ofAll(format.percent(segment.share))}</span>
          <Sparkline
            values={history}
            from={from}
            color={segment.color}
            label={words.segments.line(format.number(history[from] ?? 0), format.number(history.at(-1) ?? 0))}
          />
        </dd>
      </div>
      <div>
        <dt>{figures.revenue}</dt>
        <dd>
          {format.money(segment.revenue)}
          <span className="small soft">
            {figures.ofAll(format.percent(allRevenue === 0 ? 0 : segment.revenue / allRevenue))}
          </span>
        </dd>
      </div>
      <div>
        <dt>{figures.silent}</dt>
        <dd>
          <Link
            href={`/customers?segment=${segment.id}&sort=nextChange&silentUntil=${encodeURIComponent(silentUntil)}`}
          >
            {format.number(segment.silentIn7d)}
          </Link>
        </dd>
      </div>
      <div>
        <dt title={words.segments.stakeHelp}>{figures.stake}</dt>
        <dd>{segment.valueAtStake === 0 ? '–' : format.money(segment.valueAtStake)}</dd>
      </div>
      <div>
        <dt title={reach.help}>{reach.title}</dt>
        <dd>
          {format.number(segment.reach.any)}
          <span className="small soft">
            {figures.ofSegment(format.percent(segment.reach.any / Math.max(1, segment.customers)))}
          </span>
          {segment.reach.email > 0 && (
            <Link className="small" href={`/customers?segment=${segment.id}&hasEmail=true&consent=granted`}>
              {tellReach({ ...NO_REACH, email: segment.reach.email })}
            </Link>
          )}
          {others !== '' && <span className="small soft">{others}</span>}
          {testClock && <span className="small soft">{reach.sandbox}</span>}
        </dd>
      </div>
      <div>
        <dt
          title={figures.stayHelp(
            gone.reduce((sum, each) => sum + each, 0),
            WEEKS_12,
          )}
        >
          {figures.stay}
        </dt>
        <dd>{stay === null ? <span className="small soft">{figures.stayUnknown}</span> : figures.stayDays(stay)}</dd>
      </div>
    </dl>
  );
}

import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { getJourneysContract } from '../../../../api/journeys/get-journeys.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { OnlyFor } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useTitle } from '../../../ui/use-title.ts';
import { useWords } from '../../../words/words.tsx';
import { Members } from '../../customers/members.tsx';
import { useNames } from '../../customers/use-names.ts';
import { LaunchDrawer } from '../../launch/launch.tsx';
import { useSegments, type SegmentNow } from '../use-segments.ts';
import { Figures } from './figures.tsx';
import { Flows } from './flows.tsx';
import { RuleText } from './rule-text.tsx';
import '../home.css';
import './segment.css';

/** One segment: whom it is for, how it changes, who is in it, and what can be done for them. */
export function SegmentPage() {
  const { id = '' } = useParams();
  const segments = useSegments();
  return (
    <Asked reply={segments} rows={8}>
      {({ segments: rows, asOf }) => {
        const segment = rows.find((each) => each.id === id);
        const allRevenue = rows.reduce((sum, { revenue }) => sum + revenue, 0);
        return segment ? (
          <Known key={id} segment={segment} allRevenue={allRevenue} asOf={asOf} />
        ) : (
          <Unknown segments={rows} />
        );
      }}
    </Asked>
  );
}

function Unknown({ segments }: { readonly segments: readonly SegmentNow[] }) {
  const words = useWords();
  useTitle(words.segment.unknown);
  return (
    <section className="card stack">
      <h1>{words.segment.unknown}</h1>
      <p>{words.segment.unknownHelp(segments.map(({ name }) => name).join(', '))}</p>
      <p>
        <Link href="/" className="button main">
          {words.ui.toHome}
        </Link>
      </p>
    </section>
  );
}

interface KnownProps {
  readonly segment: SegmentNow;
  readonly allRevenue: number;
  readonly asOf: string;
}

function Known({ segment, allRevenue, asOf }: KnownProps) {
  const words = useWords();
  useTitle(segment.name);
  const names = useNames();
  const [launching, setLaunching] = useState(false);
  return (
    <div className="segment-page stack">
      <section className="card stack">
        <div className="row">
          <h1 className="grow">
            <span className="dot" style={{ background: segment.color }} />
            {segment.name}
          </h1>
          <OnlyFor to="marketer">
            <button className="button main" type="button" onClick={() => setLaunching(true)}>
              {words.segments.launch}
            </button>
          </OnlyFor>
        </div>
        <RuleText segment={segment.id} />
        <Figures segment={segment} allRevenue={allRevenue} asOf={asOf} />
      </section>
      <div className="segment-grid">
        <Flows segment={segment.id} names={names} />
        <Journeys segment={segment.id} />
      </div>
      <Card
        title={words.segment.members.title}
        about={<Link href={`/customers?segment=${segment.id}`}>{words.segment.members.all}</Link>}
      >
        <Members of={{ segment: segment.id }} label={segment.name} names={names} empty={words.segment.members.empty} />
      </Card>
      {launching && <LaunchDrawer to={{ segment: segment.id }} name={segment.name} close={() => setLaunching(false)} />}
    </div>
  );
}

/** The journeys that a move into the segment begins. */
function Journeys({ segment }: { readonly segment: string }) {
  const words = useWords().segment.journeys;
  const format = useFormat();
  const journeys = useReply<typeof getJourneysContract>('get /v1/journeys', {});
  return (
    <Card title={words.title}>
      <Asked reply={journeys}>
        {({ journeys: all }) => {
          const own = all.filter(({ enter }) => enter.segments.includes(segment));
          if (own.length === 0) {
            return (
              <p className="soft">
                {words.none} <Link href="/journeys">{words.make}</Link>
              </p>
            );
          }
          return (
            <ul className="people">
              {own.map(({ id, name, status, inside }) => (
                <li key={id}>
                  <span className="line">
                    <Link href={`/journeys/${id}`}>{name}</Link>
                    <span className="chip quiet">{words.statuses[status ?? 'draft']}</span>
                  </span>
                  <Link href={`/customers?inside=${id}`} className="small soft" title={format.number(inside)}>
                    {words.inside(inside)}
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Asked>
    </Card>
  );
}

import { lazy, Suspense, type ComponentType } from 'react';
import { Link, useParams } from 'wouter';
import { Asked } from '../../ui/asked.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useMay } from '../../session/session-context.tsx';
import { useFormat } from '../../format/use-format.ts';
import { useWords } from '../../words/words.tsx';
import { NotFound } from '../not-found.tsx';
import { JourneyMenu } from './frame/journey-menu.tsx';
import { JourneyStatus } from './frame/journey-status.tsx';
import { useJourney, type JourneyNow, type JourneyTabProps } from './use-journey.ts';
import './journeys.css';

const TABS = ['build', 'try', 'results', 'inside', 'versions'] as const;
type Tab = (typeof TABS)[number];

/** What each tab shows, loaded when it is opened. */
const SCREENS: Readonly<Partial<Record<Tab, ComponentType<JourneyTabProps>>>> = {
  build: lazy(async () => ({ default: (await import('./build/build.tsx')).Build })),
};

/** What all tabs of one journey share: its name, how it stands, and the ways to its other sides. */
export function JourneyFrame() {
  const { id = '', tab = 'build' } = useParams<{ id: string; tab?: string }>();
  const journey = useJourney(id);
  const known = TABS.find((each) => each === tab);
  useTitle(journey.data?.draft?.name ?? id);
  if (known === undefined) return <NotFound />;
  return (
    <Asked reply={journey} rows={8}>
      {(now) => <Framed key={id} journey={now} tab={known} />}
    </Asked>
  );
}

function Framed({ journey, tab }: { readonly journey: JourneyNow; readonly tab: Tab }) {
  const words = useWords().journeys;
  const Screen = SCREENS[tab];
  return (
    <div className="stack journey">
      <Head journey={journey} />
      <nav className="tabs" aria-label={words.tabsLabel}>
        {TABS.map((each) => (
          <Link key={each} href={addressOf(journey.id, each)} aria-current={each === tab ? 'page' : undefined}>
            {words.tabs[each]}
          </Link>
        ))}
      </nav>
      <Suspense fallback={null}>{Screen ? <Screen journey={journey} /> : <NotFound />}</Suspense>
    </div>
  );
}

function Head({ journey }: JourneyTabProps) {
  const words = useWords().journeys;
  const format = useFormat();
  const mayEdit = useMay('marketer');
  const { id, draft, inside, problems } = journey;
  return (
    <header className="journey-head">
      <div className="grow">
        <Link href="/journeys" className="small soft">
          {words.title}
        </Link>
        <h1>{draft?.name ?? id}</h1>
      </div>
      <JourneyStatus of={{ ...journey, live: journey.live?.version ?? null, status: journey.status?.is ?? null }} />
      <Link href={addressOf(id, 'inside')} className="small">
        {words.insideNow(format.number(inside))}
      </Link>
      {problems.length > 0 && <span className="chip warn">⚠ {words.problems(problems.length)}</span>}
      {mayEdit && (
        <div className="row">
          <Link href={addressOf(id, 'versions')} className="button main">
            {words.publish}
          </Link>
          <JourneyMenu journey={journey} />
        </div>
      )}
    </header>
  );
}

function addressOf(id: string, tab: Tab): string {
  return tab === 'build' ? `/journeys/${id}` : `/journeys/${id}/${tab}`;
}

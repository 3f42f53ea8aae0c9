import { lazy, Suspense, useState, type ComponentType } from 'react';
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
const SCREENS: Readonly<Record<Tab, ComponentType<JourneyTabProps>>> = {
  build: lazy(async () => ({ default: (await import('./build/build.tsx')).Build })),
  try: lazy(async () => ({ default: (await import('./outcomes/try.tsx')).Try })),
  results: lazy(async () => ({ default: (await import('./outcomes/results.tsx')).Results })),
  inside: lazy(async () => ({ default: (await import('./outcomes/inside.tsx')).Inside })),
  versions: lazy(async () => ({ default: (await import('./outcomes/versions.tsx')).Versions })),
};

const PublishDialog = lazy(async () => ({
  default: (await import('./outcomes/publish-dialog.tsx')).PublishDialog,
}));

/** What all tabs of one journey share: its name, how it stands, and the ways to its other sides. */
export function JourneyFrame() {
  const { id, tab = 'build' } = useParams<{ id: string; tab?: string }>();
  const journey = useJourney(id);
  const known = TABS.find((each) => each === tab);
  const words = useWords().journeys;
  useTitle(`${known === undefined ? '' : `${words.tabs[known]} · `}${journey.data?.draft?.name ?? id}`);
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
      <Suspense fallback={null}>
        <Screen journey={journey} />
      </Suspense>
    </div>
  );
}

function Head({ journey }: JourneyTabProps) {
  const words = useWords().journeys;
  const format = useFormat();
  const mayEdit = useMay('marketer');
  const [isPublishing, setPublishing] = useState(false);
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
      <div className="row">
        {mayEdit && (
          <button className="button main" type="button" onClick={() => setPublishing(true)}>
            {words.publish}
          </button>
        )}
        <JourneyMenu journey={journey} />
      </div>
      {isPublishing && (
        <Suspense fallback={null}>
          <PublishDialog journey={journey} close={() => setPublishing(false)} />
        </Suspense>
      )}
    </header>
  );
}

function addressOf(id: string, tab: Tab): string {
  return tab === 'build' ? `/journeys/${id}` : `/journeys/${id}/${tab}`;
}

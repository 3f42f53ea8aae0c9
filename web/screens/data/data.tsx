import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Tabs } from '../../ui/tabs.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import { ImportPage } from './imports/import-page.tsx';
import './data.css';

// Each part is loaded when it is opened; the import is what most people come for.
const EventsPage = lazy(async () => ({ default: (await import('./events/events-page.tsx')).EventsPage }));
const SourcesPage = lazy(async () => ({ default: (await import('./sources/sources-page.tsx')).SourcesPage }));
const ChannelsPage = lazy(async () => ({ default: (await import('./channels/channels-page.tsx')).ChannelsPage }));
const SubscriptionsPage = lazy(async () => ({
  default: (await import('./subscriptions/subscriptions-page.tsx')).SubscriptionsPage,
}));
const KeysPage = lazy(async () => ({ default: (await import('./keys/keys-page.tsx')).KeysPage }));
const ScoringPage = lazy(async () => ({ default: (await import('./scoring/scoring-page.tsx')).ScoringPage }));
const SilencePage = lazy(async () => ({ default: (await import('./silence/silence-page.tsx')).SilencePage }));
const PoliciesPage = lazy(async () => ({ default: (await import('./policies/policies-page.tsx')).PoliciesPage }));
const IysPage = lazy(async () => ({ default: (await import('./iys/iys-page.tsx')).IysPage }));
const RetentionPage = lazy(async () => ({ default: (await import('./retention/retention-page.tsx')).RetentionPage }));
const DeliverabilityPage = lazy(async () => ({
  default: (await import('../deliverability/deliverability-page.tsx')).DeliverabilityPage,
}));
const JobsPage = lazy(async () => ({ default: (await import('./jobs/jobs-page.tsx')).JobsPage }));
const PeoplePage = lazy(async () => ({ default: (await import('./people/people-page.tsx')).PeoplePage }));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));

const TABS = [
  { to: '/data', word: 'import' },
  { to: '/data/events', word: 'events' },
  { to: '/data/sources', word: 'sources' },
  { to: '/data/channels', word: 'channels' },
  { to: '/data/subscriptions', word: 'subscriptions' },
  { to: '/data/keys', word: 'keys' },
  { to: '/data/scoring', word: 'scoring' },
  { to: '/data/silence', word: 'silence' },
  { to: '/data/policies', word: 'policies' },
  { to: '/data/iys', word: 'iys' },
  { to: '/data/retention', word: 'retention' },
  { to: '/data/deliverability', word: 'deliverability' },
  { to: '/data/jobs', word: 'jobs' },
  { to: '/data/people', word: 'people' },
  { to: '/data/audit', word: 'audit' },
] as const;

/** Where data comes in, and the rules by which it is read. */
export function Data() {
  const words = useWords().data;
  const [location] = useLocation();
  const tab = TABS.find(({ to }) => to === location) ?? null;
  useTitle(tab ? `${words.tabs[tab.word]} · ${words.title}` : words.title);
  if (tab === null) return <Redirect to="/data" replace />;
  return (
    <div className="stack data">
      <h1>{words.title}</h1>
      <Tabs label={words.parts} tabs={TABS.map(({ to, word }) => ({ to, name: words.tabs[word] }))} />
      <Suspense fallback={null}>
        <Switch>
          <Route path="/data" component={ImportPage} />
          <Route path="/data/events" component={EventsPage} />
          <Route path="/data/sources" component={SourcesPage} />
          <Route path="/data/channels" component={ChannelsPage} />
          <Route path="/data/subscriptions" component={SubscriptionsPage} />
          <Route path="/data/keys" component={KeysPage} />
          <Route path="/data/scoring" component={ScoringPage} />
          <Route path="/data/silence" component={SilencePage} />
          <Route path="/data/policies" component={PoliciesPage} />
          <Route path="/data/iys" component={IysPage} />
          <Route path="/data/retention" component={RetentionPage} />
          <Route path="/data/deliverability" component={DeliverabilityPage} />
          <Route path="/data/jobs" component={JobsPage} />
          <Route path="/data/people" component={PeoplePage} />
          <Route path="/data/audit" component={AuditPage} />
        </Switch>
      </Suspense>
    </div>
  );
}

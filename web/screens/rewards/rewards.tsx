import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { Tabs } from '../../ui/tabs.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { Overview } from './overview/overview.tsx';
import { useRewardWords } from './words.ts';
import '../data/data.css';
import './rewards.css';

// Most people come to look; the forms are loaded when they are opened.
const ProgrammePage = lazy(async () => ({
  default: (await import('./programme/programme-page.tsx')).ProgrammePage,
}));
const PoolsPage = lazy(async () => ({ default: (await import('./pools/pools-page.tsx')).PoolsPage }));
const PlacementsPage = lazy(async () => ({
  default: (await import('./placements/placements-page.tsx')).PlacementsPage,
}));
const FiguresPage = lazy(async () => ({ default: (await import('./figures/figures-page.tsx')).FiguresPage }));

const TABS = [
  { to: '/rewards', word: 'overview' },
  { to: '/rewards/figures', word: 'figures' },
  { to: '/rewards/programme', word: 'programme' },
  { to: '/rewards/pools', word: 'pools' },
  { to: '/rewards/placements', word: 'placements' },
] as const;

/** Points, tiers, quests, coupons and draws: what they come to, and where they are made. */
export function Rewards() {
  const words = useRewardWords();
  const [location] = useLocation();
  const tab = TABS.find(({ to }) => to === location) ?? null;
  useTitle(tab ? `${words.tabs[tab.word]} · ${words.title}` : words.title);
  if (tab === null) return <Redirect to="/rewards" replace />;
  return (
    <div className="stack data rewards">
      <h1>{words.title}</h1>
      <Tabs label={words.parts} tabs={TABS.map(({ to, word }) => ({ to, name: words.tabs[word] }))} />
      <Suspense fallback={null}>
        <Switch>
          <Route path="/rewards" component={Overview} />
          <Route path="/rewards/figures" component={FiguresPage} />
          <Route path="/rewards/programme" component={ProgrammePage} />
          <Route path="/rewards/pools" component={PoolsPage} />
          <Route path="/rewards/placements" component={PlacementsPage} />
        </Switch>
      </Suspense>
    </div>
  );
}

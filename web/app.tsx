import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from './api/client.ts';
import { LiveProvider } from './live/live.tsx';
import { Home } from './screens/segments/home.tsx';
import { Signed } from './session/signed.tsx';
import { Shell } from './shell/shell.tsx';
import { LeaveGuard } from './ui/leave-guard.tsx';
import { SpeechProvider, type firstWords } from './words/words.tsx';

// Loaded when they are opened: the home page has to be there first.
const Data = lazy(async () => ({ default: (await import('./screens/data/data.tsx')).Data }));
const Customers = lazy(async () => ({ default: (await import('./screens/customers/customers.tsx')).Customers }));
const CustomerPage = lazy(async () => ({
  default: (await import('./screens/customers/customer/customer-page.tsx')).CustomerPage,
}));
const Moves = lazy(async () => ({ default: (await import('./screens/customers/moves.tsx')).Moves }));
const SegmentPage = lazy(async () => ({
  default: (await import('./screens/segments/segment/segment-page.tsx')).SegmentPage,
}));
const Audiences = lazy(async () => ({ default: (await import('./screens/audiences/audiences.tsx')).Audiences }));
const AudiencePage = lazy(async () => ({
  default: (await import('./screens/audiences/audience-page.tsx')).AudiencePage,
}));
const NewAudience = lazy(async () => ({ default: (await import('./screens/audiences/new-audience.tsx')).NewAudience }));
const JourneyFrame = lazy(async () => ({
  default: (await import('./screens/journeys/journey-frame.tsx')).JourneyFrame,
}));
const JourneyList = lazy(async () => ({ default: (await import('./screens/journeys/journey-list.tsx')).JourneyList }));
const Templates = lazy(async () => ({ default: (await import('./screens/templates/templates.tsx')).Templates }));
const NewTemplate = lazy(async () => ({ default: (await import('./screens/templates/new-template.tsx')).NewTemplate }));
const TemplatePage = lazy(async () => ({
  default: (await import('./screens/templates/template-page.tsx')).TemplatePage,
}));
const Rewards = lazy(async () => ({ default: (await import('./screens/rewards/rewards.tsx')).Rewards }));
const SignIn = lazy(async () => ({ default: (await import('./session/sign-in.tsx')).SignIn }));
const Join = lazy(async () => ({ default: (await import('./session/join.tsx')).Join }));
const NotFound = lazy(async () => ({ default: (await import('./screens/not-found.tsx')).NotFound }));

/** What stands around all screens, and the sign-in before them. */
export function App({ first }: { readonly first: Awaited<ReturnType<typeof firstWords>> }) {
  const [queries] = useState(() => createQueryClient());
  return (
    <SpeechProvider first={first}>
      <QueryClientProvider client={queries}>
        <LeaveGuard>
          <Switch>
            <Route path="/sign-in">
              <Suspense fallback={null}>
                <SignIn />
              </Suspense>
            </Route>
            <Route path="/join/:token">
              <Suspense fallback={null}>
                <Join />
              </Suspense>
            </Route>
            <Route>
              <Signed>
                <LiveProvider>
                  <Shell>
                    <Suspense fallback={null}>
                      <Screens />
                    </Suspense>
                  </Shell>
                </LiveProvider>
              </Signed>
            </Route>
          </Switch>
        </LeaveGuard>
      </QueryClientProvider>
    </SpeechProvider>
  );
}

/** All screens, by their addresses. */
function Screens() {
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/segments/:id" component={SegmentPage} />
      <Route path="/audiences" component={Audiences} />
      <Route path="/audiences/new" component={NewAudience} />
      <Route path="/audiences/:id" component={AudiencePage} />
      <Route path="/journeys" component={JourneyList} />
      <Route path="/journeys/:id/:tab?" component={JourneyFrame} />
      <Route path="/templates" component={Templates} />
      <Route path="/templates/new" component={NewTemplate} />
      <Route path="/templates/:id" component={TemplatePage} />
      <Route path="/customers" component={Customers} />
      <Route path="/customers/moves" component={Moves} />
      <Route path="/customers/:id" component={CustomerPage} />
      <Route path="/rewards/*?" component={Rewards} />
      <Route path="/data/*?" component={Data} />
      <Route component={NotFound} />
    </Switch>
  );
}

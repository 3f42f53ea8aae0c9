import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from './api/client.ts';
import { LiveProvider } from './live/live.tsx';
import { Home } from './screens/segments/home.tsx';
import { SignIn } from './session/sign-in.tsx';
import { Signed } from './session/signed.tsx';
import { Shell } from './shell/shell.tsx';
import { SpeechProvider } from './words/words.tsx';

// Loaded when they are opened: the home page has to be there first.
const Data = lazy(async () => ({ default: (await import('./screens/data/data.tsx')).Data }));
const NotFound = lazy(async () => ({ default: (await import('./screens/not-found.tsx')).NotFound }));

/** All screens, by their addresses. */
export function App() {
  const [queries] = useState(() => createQueryClient());
  return (
    <SpeechProvider>
      <QueryClientProvider client={queries}>
        <Switch>
          <Route path="/sign-in" component={SignIn} />
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
      </QueryClientProvider>
    </SpeechProvider>
  );
}

function Screens() {
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/data/*?" component={Data} />
      <Route component={NotFound} />
    </Switch>
  );
}

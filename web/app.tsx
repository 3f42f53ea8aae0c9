import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from './api/client.ts';
import { Home } from './screens/segments/home.tsx';
import { SignIn } from './session/sign-in.tsx';
import { Signed } from './session/signed.tsx';
import { Shell } from './shell/shell.tsx';
import { SpeechProvider } from './words/words.tsx';

// Loaded when they are opened: the home page has to be there first.
const JourneyFrame = lazy(async () => ({
  default: (await import('./screens/journeys/journey-frame.tsx')).JourneyFrame,
}));
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
              <Shell>
                <Suspense fallback={null}>
                  <Switch>
                    <Route path="/" component={Home} />
                    <Route path="/journeys/:id/:tab?" component={JourneyFrame} />
                    <Route component={NotFound} />
                  </Switch>
                </Suspense>
              </Shell>
            </Signed>
          </Route>
        </Switch>
      </QueryClientProvider>
    </SpeechProvider>
  );
}

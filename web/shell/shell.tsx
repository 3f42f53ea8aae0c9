import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../session/session-context.tsx';
import { useWords } from '../words/words.tsx';
import { ChannelAlert } from './channel-alert.tsx';
import { ClockControl } from './clock-control.tsx';
import { LiveStrip } from './live-strip.tsx';
import { JobsTray } from './jobs-tray.tsx';
import { Menu } from './menu.tsx';
import { SubscriptionAlert } from './subscription-alert.tsx';
import './shell.css';

const PLACES = [
  { to: '/', word: 'segments', below: /^\/(?:$|segments|audiences)/ },
  { to: '/journeys', word: 'journeys', below: /^\/(?:journeys|templates)/ },
  { to: '/customers', word: 'customers', below: /^\/customers/ },
  { to: '/rewards', word: 'rewards', below: /^\/rewards/ },
  { to: '/data', word: 'data', below: /^\/data/ },
] as const;

/** The frame around every screen: where one is, the workspace's time, and what goes on in the background. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const words = useWords().shell;
  const { workspace } = useSession();
  const [location] = useLocation();
  const places = useRef<HTMLElement>(null);
  const here = PLACES.find(({ below }) => below.test(location))?.to ?? '/';
  // On a narrow screen there are more of them than it shows.
  useEffect(() => {
    places.current?.querySelector(`[href="${here}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [here]);
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="top">
        <Link href="/" className="mark">
          Sojourn
        </Link>
        <nav ref={places} aria-label={words.main}>
          {PLACES.map(({ to, word, below }) => (
            <Link key={to} href={to} aria-current={below.test(location) ? 'page' : undefined}>
              {words[word]}
            </Link>
          ))}
        </nav>
        <div className="end">
          {workspace.testClock && <ClockControl />}
          <JobsTray />
          <Menu />
        </div>
      </header>
      <LiveStrip />
      <ChannelAlert />
      <SubscriptionAlert />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

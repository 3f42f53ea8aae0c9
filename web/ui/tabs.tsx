import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';

interface TabsProps {
  /** What they are parts of, for those who cannot see it. */
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly name: string }[];
}

/** The parts of a screen, each at an address of its own. */
export function Tabs({ label, tabs }: TabsProps) {
  const [location] = useLocation();
  const list = useRef<HTMLElement>(null);
  // On a narrow screen the tabs are wider than it.
  useEffect(() => {
    list.current?.querySelector(`[href="${location}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [location]);
  return (
    <nav ref={list} className="tabs" aria-label={label}>
      {tabs.map(({ to, name }) => (
        <Link key={to} href={to} aria-current={to === location ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}

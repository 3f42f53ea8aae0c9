import { useEffect, useRef } from 'react';
import { box } from '../../client/box.ts';
import { rootOf } from '../../client/dom.ts';
import { useWords } from '../words/words.tsx';
import './placement-box.css';

interface PlacementBoxProps {
  readonly placement: 'banner' | 'toast' | 'items';
  readonly title: string;
  readonly body: string;
  readonly url?: string | undefined;
  /** Left out: customers may close it. */
  readonly dismissible?: boolean | undefined;
  readonly isPhone?: boolean;
}

const NOTHING = () => undefined;

/** A banner, a toast or the words of a list, drawn by the very code that shows it on pages of the shop. */
export function PlacementBox({ placement, title, body, url, dismissible = true, isPhone = false }: PlacementBoxProps) {
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const { close } = words.ui;
  useEffect(() => {
    if (host.current === null) return;
    const shown = { key: 'preview', title, body, ...(url === undefined ? {} : { url }) };
    const deeds = { follow: NOTHING, close: dismissible ? NOTHING : undefined };
    rootOf(host.current).replaceChildren(box(shown, { close }, deeds));
  }, [title, body, url, dismissible, close]);
  return (
    <section className={`placement ${placement}${isPhone ? ' phone' : ''}`} aria-label={words.build.preview.title}>
      {/* Its link and its button lead nowhere here; what it says stands in the fields beside it. */}
      <div ref={host} inert />
    </section>
  );
}

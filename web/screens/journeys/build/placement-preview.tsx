import { useEffect, useRef } from 'react';
import { box } from '../../../../client/box.ts';
import { rootOf } from '../../../../client/dom.ts';
import { useWords } from '../../../words/words.tsx';
import type { StepOf } from '../definition.ts';

const NOTHING = () => undefined;

/** A banner or a toast, drawn by the very code that shows it on pages of the shop. */
export function PlacementPreview({ step }: { readonly step: StepOf<'place'> }) {
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const { placement, title = '', body = '', url, dismissible = true } = step;
  const { close } = words.ui;
  useEffect(() => {
    if (host.current === null) return;
    const shown = { key: 'preview', title, body, ...(url === undefined ? {} : { url }) };
    const deeds = { follow: NOTHING, close: dismissible ? NOTHING : undefined };
    rootOf(host.current).replaceChildren(box(shown, { close }, deeds));
  }, [title, body, url, dismissible, close]);
  return (
    <section className={`placement ${placement}`} aria-label={words.build.preview.title}>
      {/* Its link and its button lead nowhere here; what it says stands in the fields above. */}
      <div ref={host} inert />
    </section>
  );
}

import { element, rootOf } from './dom.ts';
import type { Words } from './options.ts';
import type { Loyalty } from './reply.ts';

/** The tier, how far it is to the next one, and the points, wherever the page asks for them. */
export function tierMeter(words: Words) {
  return (loyalty: Loyalty | null): void => {
    for (const host of document.querySelectorAll('[data-sojourn="tier"]')) {
      rootOf(host).replaceChildren(...(loyalty ? [meter(loyalty, words)] : []));
    }
  };
}

function meter({ active, tier }: Loyalty, words: Words): HTMLElement {
  const text = element('div', 'text');
  if (tier) {
    text.append(element('p', 'title', tier.held?.name ?? words.none));
    const next = tier.next ? words.next(tier.next.name, tier.next.missing) : words.top;
    text.append(progress(tier.value, tier.next ? tier.value + tier.next.missing : tier.value, next));
  }
  text.append(element('p', '', words.points(active)));
  const made = element('section', 'box');
  made.append(text);
  return made;
}

/** A bar with its words, for eyes and for screen readers. */
function progress(done: number, of: number, words: string): HTMLElement {
  const label = element('label');
  const bar = element('progress');
  bar.max = Math.max(1, of);
  bar.value = of === 0 ? 1 : done;
  label.append(bar, element('p', '', words));
  return label;
}

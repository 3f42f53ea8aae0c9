import { box } from './box.ts';
import { element, rootOf } from './dom.ts';
import { itemList } from './items.ts';
import type { Placement } from './reply.ts';
import type { Teller } from './teller.ts';

const HOSTS = '[data-sojourn-slot]';

/** Shows banners where the page has their slots, and tells when one is seen for the first time on this page. */
export function banners(teller: Teller) {
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      seen.unobserve(target);
      teller.saw(target.dataset['key'] ?? '');
    }
  });

  return (placements: readonly Placement[]): void => {
    for (const host of document.querySelectorAll<HTMLElement>(HOSTS)) {
      const here = placements.filter((one) => one.placement !== 'toast' && one.slot === host.dataset['sojournSlot']);
      render(rootOf(host), here, teller, (made) => seen.observe(made));
    }
  };
}

/** What is shown already stays as it is, so that nobody loses the focus; what holds no more goes. */
function render(
  root: ShadowRoot,
  placements: readonly Placement[],
  teller: Teller,
  observe: (made: HTMLElement) => void,
): void {
  const there = new Map(
    [...root.querySelectorAll<HTMLElement>('[data-key]')].map((made) => [made.dataset['key'], made]),
  );
  const wanted = new Set(placements.map(({ key }) => key));
  for (const [key = '', made] of there) if (!wanted.has(key)) made.remove();
  placements.forEach((one, at) => {
    const known = there.get(one.key);
    const made = known ?? newChild(one, teller);
    if (root.children[at] !== made) root.insertBefore(made, root.children[at] ?? null);
    if (!known) observe(made);
  });
}

function newChild(one: Placement, teller: Teller): HTMLElement {
  if (one.placement === 'control') {
    // Nothing to be seen; that somebody came to where it would stand is what counts.
    const mark = element('div');
    mark.dataset['key'] = one.key;
    return mark;
  }
  const close = () => {
    made.remove();
    teller.closed(one.key);
  };
  const follow = () => teller.followed(one.key);
  const made = box(one, teller.words, {
    follow,
    close: one.dismissible ? close : undefined,
  });
  if (one.placement === 'items') made.firstElementChild?.append(itemList(one.items, follow, teller.words.why));
  return made;
}

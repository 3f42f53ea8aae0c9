import { box } from './box.ts';
import { element, rootOf } from './dom.ts';
import type { Shown } from './reply.ts';
import type { Teller } from './teller.ts';

/** Long enough to be read; it stays while somebody is at it. */
const STAYS = 10_000;

/** Shows toasts one after another in a corner, each once on a page, and says them to screen readers. */
export function toasts(teller: Teller) {
  const host = element('div');
  host.dataset['sojourn'] = 'toasts';
  document.body.append(host);
  const list = element('div', 'toasts');
  // It is there before anything is said in it, else nothing is read out.
  list.setAttribute('role', 'status');
  rootOf(host).append(list);
  const begun = new Set<string>();
  const waiting: Shown[] = [];

  function next(): void {
    const [one] = waiting.splice(0, list.children.length === 0 ? 1 : 0);
    if (one) present(one, list, teller, next);
  }

  return {
    show(placements: readonly Shown[]): void {
      for (const one of placements) {
        if (begun.has(one.key)) continue;
        begun.add(one.key);
        waiting.push(one);
      }
      next();
    },
    stop: () => host.remove(),
  };
}

function rootIn(list: HTMLElement): DocumentOrShadowRoot {
  const root = list.getRootNode();
  return root instanceof ShadowRoot ? root : document;
}

/** One toast, until its time is over, or it is closed. */
function present(one: Shown, list: HTMLElement, teller: Teller, over: () => void): void {
  const before = document.activeElement;
  const isWithin = () => made.contains(rootIn(list).activeElement);
  const end = () => {
    clearTimeout(timer);
    const hadFocus = isWithin();
    made.remove();
    if (hadFocus && before instanceof HTMLElement) before.focus();
    over();
  };
  const close = () => {
    teller.closed(one.key);
    end();
  };
  const later = () => {
    if (made.matches(':hover') || isWithin()) timer = setTimeout(later, STAYS);
    else end();
  };
  const made = box(one, teller.words, {
    follow: () => teller.followed(one.key),
    close: one.dismissible ? close : undefined,
  });
  let timer = setTimeout(later, STAYS);
  list.append(made);
  teller.saw(one.key);
}

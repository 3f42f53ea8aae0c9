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
    if (one) show(one);
  }

  function show(one: Shown): void {
    const before = document.activeElement;
    const end = () => {
      clearTimeout(timer);
      const hadFocus = made.contains(rootOf(host).activeElement);
      made.remove();
      if (hadFocus && before instanceof HTMLElement) before.focus();
      next();
    };
    const close = () => {
      teller.closed(one.key);
      end();
    };
    const made = box(one, teller.words, {
      follow: () => teller.followed(one.key),
      close: one.dismissible ? close : undefined,
    });
    const isBusy = () => made.matches(':hover') || made.contains(rootOf(host).activeElement);
    let timer = setTimeout(later, STAYS);
    function later(): void {
      if (isBusy()) timer = setTimeout(later, STAYS);
      else end();
    }
    list.append(made);
    teller.saw(one.key);
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

import { element, rootOf } from './dom.ts';
import type { Words } from './options.ts';
import type { Loyalty } from './reply.ts';

type Quest = Loyalty['quests'][number];

/** Points, tier and quests, wherever the page asks for them. */
export function loyaltyParts(words: Words) {
  return (loyalty: Loyalty | null): void => {
    fill('tier', loyalty ? [meter(loyalty, words)] : []);
    const quests = loyalty?.quests.filter(({ is }) => is !== 'expired') ?? [];
    fill(
      'quests',
      quests.map((quest) => card(quest, words)),
    );
  };
}

function fill(part: string, content: readonly HTMLElement[]): void {
  for (const host of document.querySelectorAll(`[data-sojourn="${part}"]`)) {
    rootOf(host).replaceChildren(...content.map((each) => each.cloneNode(true)));
  }
}

function card({ name, text, is, steps, rewards }: Quest, words: Words): HTMLElement {
  const made = element('div', 'text');
  made.append(
    element('p', 'title', name),
    ...[text, rewards.join(', ')].flatMap((said) => (said ? [element('p', '', said)] : [])),
  );
  if (is === 'completed') made.append(element('p', '', words.done));
  else
    made.append(
      ...steps.map((step) => progress(step.done, step.target, words.step(step.name, step.done, step.target))),
    );
  return boxed(made);
}

function meter({ active, pending, tier }: Loyalty, words: Words): HTMLElement {
  const text = element('div', 'text');
  if (tier) {
    text.append(element('p', 'title', tier.held?.name ?? words.none));
    const next = tier.next ? words.next(tier.next.name, tier.next.missing) : words.top;
    text.append(progress(tier.value, tier.next ? tier.value + tier.next.missing : tier.value, next));
  }
  text.append(element('p', '', words.points(active, pending)));
  return boxed(text);
}

function boxed(content: HTMLElement): HTMLElement {
  const made = element('section', 'box');
  made.append(content);
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

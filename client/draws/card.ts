import { element } from '../dom.ts';
import type { DrawWords } from '../options.ts';
import type { Draw } from '../reply.ts';
import { lookOf } from './look.ts';
import type { Played } from './play.ts';

export interface CardDeeds {
  readonly words: DrawWords;
  readonly play: (draw: string, ticket: number) => Promise<Played>;
  /** Something was played: points and tickets are others now. */
  readonly over: () => void;
}

export interface Card {
  readonly element: HTMLElement;
  /** @param tickets to play; empty: there are none any more */
  readonly hold: (tickets: readonly number[]) => void;
  /** Whether it says something that should not go while it is read. */
  readonly isTold: () => boolean;
}

/** One draw: its picture, a button that plays a ticket, and in words what came of it. */
export function card(draw: Draw, { words, play, over }: CardDeeds): Card {
  const parts = partsOf(draw, words);
  const look = lookOf(draw, () => void begin());
  look.picture.setAttribute('aria-hidden', 'true');
  parts.title.after(look.picture);
  const spent = new Set<number>();
  let tickets: readonly number[] = [];
  let isPlaying = false;
  let isTold = false;

  async function begin(): Promise<void> {
    const [ticket] = tickets;
    if (isPlaying || ticket === undefined) return;
    isPlaying = true;
    if (isTold) look.reset();
    parts.said.textContent = '';
    show(parts, words, tickets.length, isPlaying);
    const came = await play(draw.id, ticket);
    if (came.is === 'drawn') {
      spent.add(ticket);
      await look.reveal(came.prize, matchMedia('(prefers-reduced-motion:reduce)').matches);
    } else look.reset();
    parts.said.textContent = told(came, words);
    isPlaying = false;
    isTold = true;
    if (came.is !== 'failed') tickets = tickets.filter((one) => one !== ticket);
    show(parts, words, tickets.length, isPlaying);
    over();
  }

  parts.button.addEventListener('click', () => void begin());
  return {
    element: parts.made,
    hold(now) {
      // While it turns, nothing of it changes; what was just played may still be in an answer that was under way.
      if (isPlaying) return;
      tickets = now.filter((one) => !spent.has(one));
      show(parts, words, tickets.length, isPlaying);
    },
    isTold: () => isPlaying || isTold,
  };
}

function partsOf({ name, look }: Draw, words: DrawWords) {
  const made = element('section', 'box draw');
  made.setAttribute('aria-label', name);
  made.tabIndex = -1;
  const title = element('p', 'title', name);
  const button = element('button', 'play', words.play[look]);
  button.type = 'button';
  const said = element('p', 'said');
  said.setAttribute('role', 'status');
  const left = element('p');
  made.append(title, button, said, left);
  return { made, title, button, said, left };
}

function show(
  { made, button, left }: ReturnType<typeof partsOf>,
  words: DrawWords,
  tickets: number,
  isPlaying: boolean,
): void {
  const hadFocus = made.contains(focused(made));
  button.hidden = tickets === 0;
  button.setAttribute('aria-disabled', String(isPlaying));
  left.textContent = tickets === 0 ? '' : words.tickets(tickets);
  // The button is gone, and whoever pressed it is still here.
  if (hadFocus && button.hidden) made.focus();
}

function focused(within: HTMLElement): Element | null {
  const root = within.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}

function told(came: Played, words: DrawWords): string {
  if (came.is !== 'drawn') return came.is === 'gone' ? words.nothingLeft : words.failed;
  if (came.prize === null) return words.nothingLeft;
  return came.prize.reward === null ? words.blank(came.prize.name) : words.won(came.prize.name);
}

import type { Connection } from '../connection.ts';
import { rootOf } from '../dom.ts';
import type { Options } from '../options.ts';
import type { Draw } from '../reply.ts';
import { card, type Card } from './card.ts';
import { played } from './play.ts';
import { STYLE } from './style.ts';
import { ENGLISH } from './words.ts';

/** What the first file hands over. */
export interface Drawing {
  readonly ask: Connection['ask'];
  readonly words: Options['words'];
  /** Looks at what has changed. */
  readonly look: () => Promise<void>;
}

/** Shows the draws of which a customer has tickets, in one element of the page. */
export function drawsIn(host: Element, { ask, words, look }: Drawing): (draws: readonly Draw[]) => void {
  const root = rootOf(host);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const cards = new Map<string, Card>();
  const deeds = {
    words: { ...ENGLISH, ...words },
    play: (draw: string, ticket: number) => played({ ask }, draw, ticket),
    over: () => void look(),
  };
  return (draws) => {
    const held = new Map(draws.map((draw) => [draw.id, draw]));
    for (const [id, shown] of cards) {
      const draw = held.get(id);
      if (draw !== undefined || shown.isTold()) shown.hold(draw?.tickets ?? []);
      else {
        shown.element.remove();
        cards.delete(id);
      }
    }
    for (const draw of draws) {
      if (cards.has(draw.id)) continue;
      const made = card(draw, deeds);
      made.hold(draw.tickets);
      cards.set(draw.id, made);
      root.append(made.element);
    }
  };
}

import { banners } from './banners.ts';
import { connect } from './connection.ts';
import { drawsPart } from './draws.ts';
import { fitsPage } from './fits.ts';
import { loyaltyParts } from './loyalty.ts';
import { ENGLISH, type Options } from './options.ts';
import { deeds, outbox } from './outbox.ts';
import { poll } from './poll.ts';
import { pushPart, type Push } from './push.ts';
import type { Reply, Shown } from './reply.ts';
import { createTeller } from './teller.ts';
import { toasts } from './toasts.ts';

export interface Started {
  /** Looks now: after something that may have changed what is to be seen, or when a page has changed its own path. */
  readonly refresh: () => Promise<void>;
  /** The customer looks at an article, or at this page. It is gathered for a second and counts once. */
  readonly viewed: (item?: string) => void;
  /** The customer puts something into the cart. Orders are told by your backend alone. */
  readonly added: (item: string, quantity?: number) => void;
  /** Push to this browser. Nothing asks for it by itself. */
  readonly push: Push;
  readonly stop: () => void;
}

/**
 * Shows a customer what journeys say to them: banners in the elements with `data-sojourn-slot`, toasts in a corner, points and
 * tier in the elements with `data-sojourn="tier"`, quests in those with `data-sojourn="quests"`, and draws in the first one with
 * `data-sojourn="draws"`.
 */
export function start({ url, token, slots, words }: Options): Started {
  const home = url.replace(/\/$/, '');
  const connection = connect({ url: home, token });
  const out = outbox(connection);
  const done = deeds(connection);
  const teller = createTeller({ ...ENGLISH, ...words }, out);
  const showBanners = banners(teller);
  const showToasts = toasts(teller);
  const showLoyalty = loyaltyParts(teller.words);
  const showDraws = drawsPart(home, { ask: connection.ask, words, look: () => polled.look() });
  const query = slots === undefined ? '' : `?slots=${slots.map(encodeURIComponent).join(',')}`;
  let last: Reply | undefined;

  function show(reply: Reply): void {
    last = reply;
    const open = teller.open(reply.placements).filter(({ pages }) => fitsPage(pages, location.pathname));
    showBanners(open);
    showToasts.show(open.filter((one): one is Shown => one.placement === 'toast'));
    showLoyalty(reply.loyalty);
    void showDraws(reply.loyalty?.draws ?? []);
  }

  const polled = poll(connection, query, show);
  const onLeave = () => {
    void out.flush();
    void done.flush();
  };
  const onMove = () => last && show(last);
  addEventListener('pagehide', onLeave);
  addEventListener('popstate', onMove);
  void polled.look();
  void out.flush();
  const path = () => location.pathname;
  return {
    viewed: (item) => done.tell({ type: 'view', ...(item === undefined ? {} : { item }), path: path() }),
    added: (item, quantity = 1) => done.tell({ type: 'cart', item, quantity, path: path() }),
    push: pushPart(home, connection),
    async refresh() {
      // Where the page has gone elsewhere by itself, what was known belongs to another path.
      if (last) show(last);
      await polled.look();
    },
    stop() {
      polled.stop();
      showToasts.stop();
      removeEventListener('pagehide', onLeave);
      removeEventListener('popstate', onMove);
    },
  };
}

import type { getLoyaltyContract } from '../../api/loyalty/get-loyalty.contract.ts';
import type { postVisitsContract } from '../../api/demo-shop/shop.contract.ts';
import { call, type CallReply } from '../api/call.ts';
import { formatOf, type Format } from '../format/format.ts';
import { LOCALES } from '../words/speaking.ts';
import type { Session } from '../session/session-context.tsx';
import { loadClient } from './client.ts';
import { couponsPart } from './coupons.ts';
import { keepOrders } from './kept-orders.ts';
import { made } from './made.ts';
import { ordersPart } from './orders.ts';
import { pushButtons } from './push.ts';
import { shelfPart } from './shelf.ts';
import type { ShopWords } from './words-en.ts';
import { shopLanguage, SHOP_WORDS } from './words.ts';

type Visit = CallReply<typeof postVisitsContract>;

/** Who shops in this tab; another tab is somebody else. */
const KEPT = 'sojourn.shopper';
/** Its own, and those in which the default journeys show something. */
const SLOTS = ['shop', 'home', 'corner'];
/** When what comes of an order is there, milliseconds after it: by then it has been decided and shown, and at last coupons of what was given back are free. */
const LOOK_AFTER = [300, 1_500, 4_000, 20_000] as const;

/** The open shop: who somebody is, their points and tier, and what they can buy. */
export async function showCounter(main: HTMLElement, { workspace }: Session): Promise<void> {
  const words = SHOP_WORDS[shopLanguage()];
  const format = formatOf({ locale: LOCALES[shopLanguage()], ...workspace });
  const first = await visit(sessionStorage.getItem(KEPT));
  sessionStorage.setItem(KEPT, first.customer);
  const slots = SLOTS.map((name) => {
    const slot = made('div');
    slot.dataset['sojournSlot'] = name;
    return slot;
  });
  const tier = made('div');
  tier.dataset['sojourn'] = 'tier';
  const quests = made('div');
  quests.dataset['sojourn'] = 'quests';
  const draws = made('div');
  draws.dataset['sojourn'] = 'draws';
  const told = pushButtons(words);
  const coupons = couponsPart(first.customer, words);
  const look = () => {
    for (const after of LOOK_AFTER) setTimeout(() => void Promise.all([client.refresh(), coupons.refresh()]), after);
  };
  const orders = ordersPart({ customer: first.customer, words, format, changed: look });
  const shelf = shelfPart({
    visit: first,
    words,
    format,
    coupons,
    bought: (order) => {
      orders.add(order);
      look();
    },
  });
  main.replaceChildren(
    whoYouAre(first.customer),
    ...slots,
    section(words.standing, tier),
    section(words.questsTitle, quests),
    section(words.drawsTitle, made('p', { text: words.noDraws }), draws),
    section(words.shelf, ...shelf.part),
    section(words.coupons.title, ...coupons.part),
    section(words.orders.title, ...orders.part),
    section(words.push.title, ...told.part),
  );
  const client = (await loadClient()).start({
    url: location.origin,
    token: freshTokens(first),
    slots: [...SLOTS],
    words: {
      close: words.close,
      points: (active, pending) => words.points(format.number(active), pending === 0 ? null : format.number(pending)),
      next: await nextWords(words, format),
      top: words.top,
      none: words.none,
      step: (name, done, target) => words.step(name, format.number(done), format.number(target)),
      done: words.done,
      ...drawWords(words, format),
    },
  });
  client.viewed();
  told.work(client.push);
  shelf.work(client);
  await coupons.refresh();
}

/** How far the next tier is, in what the tiers of the programme count. */
async function nextWords(words: ShopWords, format: Format): Promise<(name: string, missing: number) => string> {
  const { loyalty } = await call<typeof getLoyaltyContract>('get /v1/loyalty', {});
  switch (loyalty?.definition.tiers?.metric.by) {
    case 'orders':
      return (name, missing) => words.nextByOrders(name, format.number(missing));
    case 'points':
    case 'events':
      return (name, missing) => words.next(name, format.number(missing));
    case 'spend':
    case undefined:
      return (name, missing) => words.next(name, format.exactMoney(missing));
  }
}

function drawWords(words: ShopWords, format: Format) {
  const { play, won, blank, nothingLeft, notPlayed: failed } = words;
  return { play, won, blank, nothingLeft, failed, tickets: (left: number) => words.tickets(format.number(left)) };
}

async function visit(customer: string | null): Promise<Visit> {
  return await call<typeof postVisitsContract>('post /v1/demo-shop/visits', {
    body: { ...(customer === null ? {} : { customer }), language: shopLanguage() },
  });
}

/** The first token came with the visit; later ones are asked for, as of any backend. */
function freshTokens({ customer, token }: Visit): () => Promise<string> {
  let first: string | undefined = token;
  return async () => {
    const given = first ?? (await visit(customer)).token;
    first = undefined;
    return given;
  };
}

function whoYouAre(customer: string): HTMLElement {
  const words = SHOP_WORDS[shopLanguage()];
  const pages = made('a', { text: words.inPages });
  pages.href = `/customers/${encodeURIComponent(customer)}`;
  pages.target = '_blank';
  const another = made('button', { className: 'button small', text: words.another });
  another.addEventListener('click', () => {
    sessionStorage.removeItem(KEPT);
    keepOrders([]);
    location.reload();
  });
  const line = made('p', { className: 'shop-you', text: words.you(customer) });
  line.append(' ', pages, ' ', another);
  return line;
}

function section(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  const part = made('section', { className: 'shop-part' });
  part.append(made('h2', { text: title }), ...content);
  return part;
}

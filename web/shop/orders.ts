import type { postDeliveriesContract, postReturnsContract } from '../../api/demo-shop/shop.contract.ts';
import { call } from '../api/call.ts';
import type { Format } from '../format/format.ts';
import { keepOrders, keptOrders, type KeptOrder } from './kept-orders.ts';
import { item, made } from './made.ts';
import type { ShopWords } from './words-en.ts';

interface Asked {
  readonly customer: string;
  readonly words: ShopWords;
  readonly format: Format;
  /** Told when something of an order has changed. */
  readonly changed: () => void;
}

/** What was bought in this tab: each order arrives, or is given back, when somebody says so. */
export function ordersPart({ customer, words, format, changed }: Asked) {
  const list = made('ul', { className: 'shop-list' });
  const said = made('p', { className: 'shop-said' });
  said.setAttribute('role', 'status');

  function show(orders: readonly KeptOrder[]): void {
    list.replaceChildren(...orders.map(line));
    said.textContent = orders.length === 0 ? words.orders.none : '';
  }

  function line(one: KeptOrder): HTMLElement {
    const what = words.products[one.product];
    const text = made('span', {
      text: words.orders.line(what, format.exactMoney(one.amount), words.orders.is[one.is]),
    });
    const arrived = made('button', { className: 'button small', text: words.orders.arrived(what) });
    arrived.addEventListener('click', () => void tell(one, 'arrived'));
    const back = made('button', { className: 'button small', text: words.orders.back(what) });
    back.addEventListener('click', () => void tell(one, 'back'));
    return item(text, ...(one.is === 'sent' ? [arrived] : []), ...(one.is === 'back' ? [] : [back]));
  }

  async function tell({ order }: KeptOrder, is: 'arrived' | 'back'): Promise<void> {
    const body = { customer, order };
    try {
      if (is === 'arrived') await call<typeof postDeliveriesContract>('post /v1/demo-shop/deliveries', { body });
      else await call<typeof postReturnsContract>('post /v1/demo-shop/returns', { body });
    } catch {
      said.textContent = `${words.failed} ${words.again}.`;
      return;
    }
    keep(keptOrders().map((one) => (one.order === order ? { ...one, is } : one)));
    said.textContent = words.orders.told[is];
    changed();
  }

  function keep(orders: readonly KeptOrder[]): void {
    keepOrders(orders);
    show(orders);
  }

  show(keptOrders());
  return { part: [list, said], add: (order: KeptOrder) => keep([order, ...keptOrders()]) };
}

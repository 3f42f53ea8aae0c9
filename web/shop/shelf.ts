import type { postOrdersContract, postVisitsContract } from '../../api/demo-shop/shop.contract.ts';
import type { Started } from '../../client/main.ts';
import { call, type CallReply } from '../api/call.ts';
import type { Format } from '../format/format.ts';
import { whyNot, type couponsPart } from './coupons.ts';
import type { KeptOrder } from './kept-orders.ts';
import { item, made } from './made.ts';
import type { ShopWords } from './words-en.ts';

type Visit = CallReply<typeof postVisitsContract>;
type Product = Visit['products'][number];

interface Asked {
  readonly visit: Visit;
  readonly words: ShopWords;
  readonly format: Format;
  readonly coupons: Pick<ReturnType<typeof couponsPart>, 'label' | 'field'>;
  readonly bought: (order: KeptOrder) => void;
}

/** What can be looked at and bought, with a coupon or without. */
export function shelfPart({ visit: { customer, products }, words, format, coupons, bought }: Asked) {
  const said = made('p', { className: 'shop-said' });
  said.setAttribute('role', 'status');
  const shelf = made('ul', { className: 'shelf' });

  async function buy({ id: product }: Product): Promise<void> {
    const code = coupons.field.value.trim();
    const because = code === '' ? null : await whyNot(customer, code);
    if (because !== null) {
      said.textContent = words.coupons.refused(code, words.coupons.why[because]);
      return;
    }
    const body = { customer, product, ...(code === '' ? {} : { coupon: code }) };
    const { order, amount } = await call<typeof postOrdersContract>('post /v1/demo-shop/orders', { body });
    coupons.field.value = '';
    const paid = format.exactMoney(amount);
    const what = words.products[product];
    said.textContent = code === '' ? words.bought(what, paid) : words.boughtWith(what, paid, code);
    bought({ order, product, amount, is: 'sent' });
  }

  return {
    part: [coupons.label, shelf, said],
    work(client: Pick<Started, 'added' | 'viewed'>) {
      for (const product of products) {
        const name = words.products[product.id];
        const main = made('button', {
          className: 'button main',
          text: words.buy(name, format.exactMoney(product.amount)),
        });
        main.addEventListener('click', () => {
          client.added(product.id);
          buy(product).catch(() => {
            said.textContent = `${words.failed} ${words.again}.`;
          });
        });
        const look = made('button', { className: 'button small', text: words.look(name) });
        look.addEventListener('click', () => client.viewed(product.id));
        shelf.append(item(main, look));
      }
    },
  };
}

import type { Push, PushIs } from '../../client/push.ts';
import { made } from './made.ts';
import type { ShopWords } from './words-en.ts';

/** Served by Sojourn itself; a shop elsewhere serves a file of its own that imports it. */
const WORKER = '/client/sojourn-worker.js';

/** Two buttons, and what came of them. Nothing asks before one is pressed. */
export function pushButtons({ push: words }: ShopWords): {
  readonly part: readonly HTMLElement[];
  readonly work: (push: Push) => void;
} {
  const enable = made('button', { className: 'button', text: words.enable });
  const disable = made('button', { className: 'button small', text: words.disable });
  const said = made('p', { className: 'shop-said' });
  said.setAttribute('role', 'status');
  const say = (is: PushIs) => {
    said.textContent = words.said[is];
  };
  const buttons = made('p');
  buttons.append(enable, ' ', disable);
  return {
    part: [made('p', { text: words.wording }), buttons, said],
    work(push) {
      enable.addEventListener('click', () => void push.enable({ worker: WORKER, wording: words.wording }).then(say));
      disable.addEventListener('click', () => void push.disable({ worker: WORKER }).then(say));
    },
  };
}

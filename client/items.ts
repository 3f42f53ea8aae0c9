import { element } from './dom.ts';
import { safeUrl } from './fits.ts';
import type { Item } from './reply.ts';

/** What is recommended, each with its picture, its price, and why. */
export function itemList(items: readonly Item[], follow: () => void, why: (item: Item) => string): HTMLElement {
  const list = element('ul');
  for (const one of items) {
    const line = element('li');
    const picture = safeUrl(one.image ?? undefined);
    if (picture !== undefined) {
      const image = element('img');
      image.src = picture;
      // The name beside it says what it is.
      image.alt = '';
      image.loading = 'lazy';
      line.append(image);
    }
    line.append(named(one, follow), element('span', '', one.price_text ?? ''), element('small', '', why(one)));
    list.append(line);
  }
  return list;
}

function named({ name, url }: Item, follow: () => void): HTMLElement {
  const address = safeUrl(url ?? undefined);
  if (address === undefined) return element('span', '', name);
  const link = element('a', '', name);
  link.href = address;
  link.rel = 'noopener';
  link.addEventListener('click', follow);
  return link;
}

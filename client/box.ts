import { element } from './dom.ts';
import { safeUrl } from './fits.ts';
import type { Words } from './options.ts';
import type { Shown } from './reply.ts';

export interface Deeds {
  readonly follow: () => void;
  /** `undefined`: the customer may not close it for good. */
  readonly close: (() => void) | undefined;
}

/** A banner or a toast: title, text, perhaps a link, perhaps a button that closes it, which Escape does as well. */
export function box(
  { title, body, url, key }: Pick<Shown, 'title' | 'body' | 'url' | 'key'>,
  words: Pick<Words, 'close'>,
  { follow, close }: Deeds,
): HTMLElement {
  const made = element('section', 'box');
  made.dataset['key'] = key;
  const text = element('div', 'text');
  const address = safeUrl(url);
  const head = element('p', 'title', address === undefined ? title : '');
  if (address !== undefined) {
    const link = element('a', '', title);
    link.href = address;
    link.rel = 'noopener';
    link.addEventListener('click', follow);
    head.append(link);
  }
  text.append(head, element('p', '', body));
  made.append(text);
  made.setAttribute('aria-label', title);
  if (close) {
    const button = element('button', '', '×');
    button.type = 'button';
    button.setAttribute('aria-label', `${words.close}: ${title}`);
    button.addEventListener('click', close);
    made.append(button);
    made.addEventListener('keydown', ({ key: pressed }) => {
      if (pressed === 'Escape') close();
    });
  }
  return made;
}

import { element } from '../dom.ts';
import type { Draw } from '../reply.ts';
import { moved, type Look } from './moving.ts';
import { scratchCard } from './scratch.ts';
import { wheel } from './wheel.ts';

/** @param begin the customer plays by the picture itself, where it can be played so */
export function lookOf({ look, prizes }: Draw, begin: () => void): Look {
  switch (look) {
    case 'wheel':
      return wheel(prizes);
    case 'scratch':
      return scratchCard(begin);
    case 'gift':
      return giftBox();
  }
}

function giftBox(): Look {
  const picture = element('div', 'gift');
  const inside = element('p', 'inside');
  picture.append(inside, element('div', 'lid'), element('div', 'chest'));
  return {
    picture,
    async reveal(prize, still) {
      inside.textContent = prize?.name ?? '';
      picture.classList.add('open');
      if (!still) await moved(picture.querySelector('.lid'));
    },
    reset() {
      picture.classList.remove('open');
      inside.textContent = '';
    },
  };
}

import { element } from '../dom.ts';
import type { Draw } from '../reply.ts';
import { moved, type Look } from './moving.ts';

const FULL = 360;
const TURNS = 4;
/** Neighbours differ, also the last one from the first. */
const COLOURS = ['#0b6b4b', '#7a3e9d', '#a8481c', '#1d5c94'];

/** The middle of a sector lies under the pointer at the top. @returns degrees, clockwise */
export function turnTo(place: number, sectors: number): number {
  return FULL - ((place + 0.5) * FULL) / sectors;
}

/** Every prize has a sector of the same size: how likely each is, is no matter of the picture. */
export function wheel(prizes: Draw['prizes']): Look {
  const picture = element('div', 'wheel');
  const disc = element('div', 'disc');
  const each = FULL / prizes.length;
  const colourOf = (place: number) =>
    COLOURS[place === prizes.length - 1 && place % COLOURS.length === 0 ? 1 : place % COLOURS.length] ?? '';
  disc.style.background = `conic-gradient(${prizes
    .map((_, place) => `${colourOf(place)} ${place * each}deg ${(place + 1) * each}deg`)
    .join(',')})`;
  prizes.forEach(({ name }, place) => {
    const label = element('span', 'sector', name);
    label.style.transform = `rotate(${(place + 0.5) * each - 90}deg)`;
    disc.append(label);
  });
  picture.append(disc, element('div', 'pointer'));
  let turned = 0;
  return {
    picture,
    async reveal(prize, still) {
      const place = prizes.findIndex(({ id }) => id === prize?.id);
      // What was taken out of the programme meanwhile has no sector; the words say it.
      if (place < 0) return;
      const whole = Math.ceil(turned / FULL) * FULL;
      turned = whole + (still ? 0 : TURNS * FULL) + turnTo(place, prizes.length);
      disc.classList.toggle('still', still);
      disc.style.transform = `rotate(${turned}deg)`;
      if (!still) await moved(disc);
    },
    reset: () => undefined,
  };
}

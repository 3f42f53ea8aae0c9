import { element } from '../dom.ts';
import { moved, type Look } from './moving.ts';

const CELLS = 40;
/** Whoever has rubbed off so many has seen enough. */
const ENOUGH = CELLS / 2;

/** A card under a cover that is rubbed off, by a finger or by the button beside it. */
export function scratchCard(begin: () => void): Look {
  const picture = element('div', 'scratch');
  const inside = element('p', 'inside');
  const cover = element('div', 'cover');
  const cells = Array.from({ length: CELLS }, () => element('div', 'cell'));
  cover.append(...cells);
  picture.append(inside, cover);
  let rubbed = 0;
  let seen: () => void = () => undefined;

  function rub({ clientX, clientY, buttons, pointerType }: PointerEvent): void {
    // A mouse rubs where its button is down; a finger wherever it is.
    if (pointerType === 'mouse' && buttons === 0) return;
    begin();
    for (const cell of cells) {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      const isOver = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
      if (!isOver || cell.classList.contains('off')) continue;
      cell.classList.add('off');
      rubbed += 1;
    }
    if (rubbed >= ENOUGH) seen();
  }
  // Rubbing selects no text of the page.
  cover.addEventListener('mousedown', (event) => event.preventDefault());
  cover.addEventListener('pointerdown', rub);
  cover.addEventListener('pointermove', rub);

  return {
    picture,
    async reveal(prize, still) {
      inside.textContent = prize?.name ?? '';
      // Whoever rubs goes on until enough of it is seen; the button takes the cover away.
      if (!still && rubbed > 0 && rubbed < ENOUGH) await new Promise<void>((resolve) => (seen = resolve));
      cover.classList.add('off');
      if (!still) await moved(cover);
    },
    reset() {
      inside.textContent = '';
      rubbed = 0;
      for (const part of [cover, ...cells]) part.classList.remove('off');
    },
  };
}

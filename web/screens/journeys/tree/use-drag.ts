import { useState, type PointerEvent } from 'react';
import type { TreeEditing } from './tree-context.ts';
import { slotKey } from './tree-context.ts';
import { placedIn, type Chain, type ChainEnd, type Slot, type Tree } from './tree-of.ts';

/** So far a pointer may shake before it drags. */
const SHAKE_PX = 6;

interface Dragging {
  /** The slot below the pointer. */
  readonly over: string | null;
  readonly grab: (event: PointerEvent) => void;
}

/** Cards are dragged onto the lines between others, with a mouse anywhere on the card and by touch at its grip. */
export function useDrag(tree: Tree, editing: TreeEditing | undefined): Dragging {
  const [over, setOver] = useState<string | null>(null);
  const grab = (event: PointerEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const card = target?.closest<HTMLElement>('[data-card]');
    const isHeld = event.pointerType === 'mouse' ? event.button === 0 : target?.closest('.grip') != null;
    const place = placedIn(tree).find(({ place: each }) => card?.dataset['place'] === String(each))?.place;
    if (!editing || !card || place === undefined || !isHeld) return;
    drag(event, card, setOver, (key) => {
      const slot = slotsIn(tree).get(key);
      if (slot) editing.move(place, slot);
    });
  };
  return { over, grab };
}

function drag(
  start: PointerEvent,
  card: HTMLElement,
  show: (slot: string | null) => void,
  drop: (slot: string) => void,
): void {
  const listening = new AbortController();
  const { signal } = listening;
  let isDragged = false;
  const slotAt = ({ clientX, clientY }: MouseEvent) =>
    document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-slot]')?.dataset['slot'] ?? null;
  const end = () => {
    listening.abort();
    show(null);
    card.style.removeProperty('translate');
    card.classList.remove('dragged');
  };
  const move = (event: globalThis.PointerEvent) => {
    const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
    isDragged ||= Math.hypot(x, y) > SHAKE_PX;
    if (!isDragged) return;
    event.preventDefault();
    card.classList.add('dragged');
    card.style.translate = `${x}px ${y}px`;
    show(slotAt(event));
  };
  const up = (event: globalThis.PointerEvent) => {
    const slot = isDragged ? slotAt(event) : null;
    if (isDragged) addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener('click', swallow, { capture: true }));
    end();
    if (slot !== null) drop(slot);
  };
  addEventListener('pointermove', move, { signal });
  addEventListener('pointerup', up, { signal });
  addEventListener('pointercancel', end, { signal });
  addEventListener('keydown', (event) => event.key === 'Escape' && end(), { signal });
}

/** Letting go of a dragged card is no click on it. */
function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

function slotsIn({ root, stray }: Tree): ReadonlyMap<string, Slot> {
  return new Map([root, ...stray].flatMap(slotsOf).map((slot) => [slotKey(slot), slot]));
}

function slotsOf({ placed, end }: Chain): readonly Slot[] {
  return [...placed.map(({ slot }) => slot), ...slotsAt(end)];
}

function slotsAt(end: ChainEnd): readonly Slot[] {
  if (end.is === 'fork') return end.ways.flatMap(({ chain }) => slotsOf(chain));
  return end.is === 'stopped' ? [] : [end.slot];
}

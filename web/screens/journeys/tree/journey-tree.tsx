import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { ChainView } from './chain-view.tsx';
import { EnterCard } from './step-card.tsx';
import { neighboursOf, type Direction } from './neighbours.ts';
import { useSay } from './say.ts';
import { TreeProvider, type JourneyTreeProps, type Spot, type TreeNow } from './tree-context.ts';
import { treeOf } from './tree-of.ts';
import { useDrag } from './use-drag.ts';
import './tree.css';

const ARROWS: ReadonlyMap<string, Direction> = new Map([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
]);

/** A tree that is wider than its frame shows where it begins. */
function showBeginning(tree: HTMLElement | null): void {
  const [frame, card] = [tree?.parentElement, tree?.querySelector<HTMLElement>('.step-card')];
  if (!frame || !card) return;
  const [of, inner] = [frame.getBoundingClientRect(), card.getBoundingClientRect()];
  frame.scrollLeft += inner.left + inner.width / 2 - (of.left + of.width / 2);
}

function cardOf({ target }: KeyboardEvent): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-card]') : null;
}

/** Keys with others held down are somebody else's. */
function directionOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): Direction | undefined {
  return altKey || ctrlKey || metaKey ? undefined : ARROWS.get(key);
}

/**
 * A journey as a nested list that is drawn as a tree. It shows any figures beside its steps and ways, and can be edited
 * where `editing` is given.
 */
export function JourneyTree(props: JourneyTreeProps) {
  const { definition, chosen, choose, editing } = props;
  const say = useSay();
  const element = useRef<HTMLDivElement>(null);
  const tree = useMemo(() => treeOf(definition.steps), [definition.steps]);
  const around = useMemo(() => neighboursOf(tree), [tree]);
  const { over, grab } = useDrag(tree, editing);
  const placeOf = (spot: Spot) => (spot === null ? null : definition.steps.findIndex(({ id }) => id === spot));
  const go = (event: KeyboardEvent) => {
    const [card, direction] = [cardOf(event), directionOf(event)];
    if (card === null || direction === undefined) return;
    const next = around.get(placeOf(card.dataset['card'] || null))?.[direction];
    if (next === undefined) return;
    event.preventDefault();
    const spot = next === null ? null : (definition.steps[next]?.id ?? null);
    element.current?.querySelector<HTMLElement>(`[data-card="${spot ?? ''}"]`)?.focus();
    choose?.(spot);
  };
  useEffect(() => showBeginning(element.current), []);
  const isThere = typeof chosen === 'string' && definition.steps.some(({ id }) => id === chosen);
  const now: TreeNow = { ...props, say, over, entrance: isThere ? chosen : null };
  const { tree: words } = say.words;
  return (
    <TreeProvider value={now}>
      <Scrolls label={words.label}>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the cards in it */}
        <div className="tree" ref={element} onKeyDown={go} onPointerDown={grab}>
          <EnterCard />
          <ChainView chain={tree.root} />
          {tree.stray.length > 0 && (
            <section className="stray" aria-label={words.stray}>
              <h3>{words.stray}</h3>
              <p className="small soft">{words.strayHint}</p>
              <div className="row">
                {tree.stray.map((chain) => (
                  <ChainView key={chain.placed[0]?.place} chain={chain} isStray />
                ))}
              </div>
            </section>
          )}
        </div>
      </Scrolls>
    </TreeProvider>
  );
}

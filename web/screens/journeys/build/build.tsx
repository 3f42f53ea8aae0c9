import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useSearchParams } from 'wouter';
import { useMay } from '../../../session/session-context.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Definition } from '../definition.ts';
import { JourneyTree } from '../tree/journey-tree.tsx';
import { useSay } from '../tree/say.ts';
import { stepText } from '../tree/step-text.ts';
import type { Spot } from '../tree/tree-context.ts';
import { treeOf } from '../tree/tree-of.ts';
import type { JourneyNow, JourneyTabProps } from '../use-journey.ts';
import type { Building } from './build-context.ts';
import { KindPicker } from './kind-picker.tsx';
import { Panel } from './panel.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDeeds, type Deeds } from './use-deeds.ts';
import { useDraft, type DraftNow } from './use-draft.ts';
import './build.css';

/** The draft as a tree, and beside it the form of what is chosen. */
export function Build({ journey }: JourneyTabProps) {
  return journey.draft ? <Builder journey={journey} saved={journey.draft} /> : null;
}

function Builder({ journey, saved }: { readonly journey: JourneyNow; readonly saved: Definition }) {
  const words = useWords().build;
  const may = useMay('marketer');
  const draft = useDraft(journey, saved);
  const { definition, edit, problems } = draft;
  const [search] = useSearchParams();
  // Whoever comes from a problem of a step comes to its form.
  const [chosen, choose] = useState<Spot>(search.get('step'));
  const tree = useMemo(() => treeOf(definition.steps), [definition.steps]);
  const deeds = useDeeds(draft, tree, choose);
  const area = useRef<HTMLElement>(null);
  const panel = useRef<HTMLElement>(null);
  const nameOf = useSpotNames(definition);
  const spot = definition.steps.some(({ id }) => id === chosen) ? chosen : null;
  const building: Building = {
    id: journey.id,
    definition,
    tree,
    edit,
    spot,
    problems: problems.filter((problem) => problem.spot === spot),
  };
  const focusCard = () => area.current?.querySelector<HTMLElement>('[data-card][aria-current]')?.focus();
  const focusPanel = () => {
    panel.current?.scrollIntoView({ block: 'nearest' });
    panel.current?.querySelector<HTMLElement>('form :is(input, select, textarea)')?.focus();
  };
  useFocusOfNew(definition, focusCard);
  useUndoKeys(draft);
  return (
    <div className="build">
      <section className="card build-tree" aria-label={words.title} ref={area}>
        <Toolbar
          draft={draft}
          nameOf={nameOf}
          jump={(problem) => {
            choose(problem.spot);
            setTimeout(() => focusFault(panel.current) || focusPanel());
          }}
        />
        {draft.isKept && <p className="notice small">{words.kept}</p>}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the cards in it */}
        <div
          onKeyDown={(event) => may && onKey(event, spot, deeds, focusPanel)}
          onClick={(event) => showBelow(event, panel.current)}
        >
          <JourneyTree
            definition={definition}
            chosen={spot}
            choose={choose}
            problemsOf={(of) => problems.filter((each) => each.spot === of)}
            {...(may ? { editing: { insert: deeds.startInsert, move: deeds.move } } : {})}
          />
        </div>
        <p className="small soft" role="status">
          {deeds.told}
        </p>
        {may && <p className="small soft keys">{words.keys}</p>}
      </section>
      <Panel building={building} deeds={deeds} choose={choose} panel={panel} toTree={focusCard} />
      {deeds.inserting && <KindPicker pick={deeds.insert} close={() => deeds.startInsert(null)} />}
    </div>
  );
}

/** Where the form stands below the tree, whoever taps a card is taken to it. */
function showBelow({ target }: MouseEvent, panel: HTMLElement | null): void {
  const isCard = target instanceof Element && target.closest('[data-card]') !== null;
  if (isCard && matchMedia('(max-width: 64rem)').matches) setTimeout(() => panel?.scrollIntoView());
}

/** Cards by number and title, as problems name them. */
function useSpotNames({ steps }: Definition): (spot: Spot) => string {
  const say = useSay();
  const { whole } = useWords().build;
  return (spot) => {
    const step = steps.find(({ id }) => id === spot);
    return step ? `“${stepText(step, say).title}”` : whole;
  };
}

function focusFault(panel: HTMLElement | null): boolean {
  const field = panel?.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus();
  return field != null;
}

/** The keys of a card; those that only choose belong to the tree. */
function onKey(event: KeyboardEvent, spot: Spot, deeds: Deeds, edit: () => void): void {
  const isCard = event.target instanceof Element && event.target.closest('[data-card]') !== null;
  const deed = isCard ? deedOf(event, spot, deeds, edit) : undefined;
  if (deed === undefined) return;
  event.preventDefault();
  deed();
}

function deedOf({ key, altKey }: KeyboardEvent, spot: Spot, deeds: Deeds, edit: () => void): (() => void) | undefined {
  if (altKey) {
    if (key === 'ArrowUp') return () => deeds.moveBy(spot, 'up');
    return key === 'ArrowDown' ? () => deeds.moveBy(spot, 'down') : undefined;
  }
  if (key === '+') return () => deeds.insertAfter(spot);
  if (key === 'Delete' || key === 'Backspace') return () => deeds.remove(spot);
  return key === 'Enter' ? edit : undefined;
}

/** Where the tree had the focus, it goes to the card that is chosen after a step came, went or moved. */
function useFocusOfNew({ steps }: Definition, focus: () => void): void {
  const shape = steps.map(({ id }) => id).join(' ');
  const before = useRef(shape);
  useEffect(() => {
    if (before.current === shape) return;
    before.current = shape;
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.closest('.build-tree')) focus();
  }, [shape, focus]);
}

/** Ctrl+Z and Ctrl+Shift+Z take back and do again wherever the focus is. */
function useUndoKeys({ undo, redo }: DraftNow): void {
  useEffect(() => {
    const listening = new AbortController();
    const onUndo = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const deed = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : undefined;
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    addEventListener('keydown', onUndo, { signal: listening.signal });
    return () => listening.abort();
  }, [undo, redo]);
}

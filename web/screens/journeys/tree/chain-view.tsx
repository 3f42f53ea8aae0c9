import { stepText, reasonText } from './step-text.ts';
import { StepCard } from './step-card.tsx';
import { slotKey, useTree } from './tree-context.ts';
import type { Chain, ChainEnd, Slot } from './tree-of.ts';
import type { Way } from './ways.ts';

interface ChainProps {
  readonly chain: Chain;
  /** Nobody comes here, so nothing leads to its first step. */
  readonly isStray?: boolean;
}

/** Steps one below the other, and what comes behind the last. */
export function ChainView({ chain: { placed, end }, isStray = false }: ChainProps) {
  return (
    <ol className="chain">
      {placed.map(({ place, number, slot }, index) => (
        <li key={place}>
          {!(isStray && index === 0) && <Link slot={slot} />}
          <StepCard place={place} number={number} />
        </li>
      ))}
      <End end={end} place={placed.at(-1)?.place} />
    </ol>
  );
}

function End({ end, place }: { readonly end: ChainEnd; readonly place: number | undefined }) {
  const { tree } = useTree().say.words;
  switch (end.is) {
    case 'stopped':
      return null;
    case 'fork':
      return place === undefined ? null : <Fork place={place} ways={end.ways} />;
    case 'over':
      return <Leads slot={end.slot} kind="over" text={tree.over} />;
    case 'back':
      return <Leads slot={end.slot} kind="reference" text={tree.back(end.number)} to={end.place} />;
    case 'elsewhere':
      return <Leads slot={end.slot} kind="reference" text={tree.elsewhere(end.number)} to={end.place} />;
    case 'nowhere':
      return <Leads slot={end.slot} kind="nowhere" text={tree.nowhere(end.to)} />;
  }
}

interface LeadsProps {
  readonly slot: Slot;
  readonly kind: 'over' | 'reference' | 'nowhere';
  readonly text: string;
  /** The place of the step that it refers to. */
  readonly to?: number;
}

/** Where a way goes on that is not drawn below it. */
function Leads({ slot, kind, text, to }: LeadsProps) {
  const { choose, definition } = useTree();
  const step = to === undefined ? undefined : definition.steps[to];
  return (
    <li>
      <Link slot={slot} />
      {step && choose ? (
        <button className={`leads ${kind}`} type="button" onClick={() => choose(step.id)}>
          {text}
        </button>
      ) : (
        <span className={`leads ${kind}`}>{text}</span>
      )}
    </li>
  );
}

function Fork({ place, ways }: { readonly place: number; readonly ways: Extract<ChainEnd, { is: 'fork' }>['ways'] }) {
  const { say, definition } = useTree();
  const step = definition.steps[place];
  if (step === undefined) return null;
  return (
    <li>
      <span className="line" />
      <ul className="fork" aria-label={say.words.tree.ways(stepText(step, say).title)}>
        {ways.map(({ way, chain }) => (
          <li key={slotKey({ from: place, at: way.at })} className="way">
            <Label place={place} way={way} />
            <ChainView chain={chain} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Label({ place, way }: { readonly place: number; readonly way: Way }) {
  const { say, definition, aboutWay } = useTree();
  const step = definition.steps[place];
  const text = say.words.either(way.reasons.map((reason) => reasonText(reason, say)));
  return (
    <span className="way-label">
      <span>{text}</span>
      {step && aboutWay?.(step, way)}
    </span>
  );
}

/** The line to what comes next, and on it the place for a new step. */
function Link({ slot }: { readonly slot: Slot }) {
  const { editing, over, say, chosen, definition } = useTree();
  const key = slotKey(slot);
  if (!editing) return <span className="line" />;
  const origin = slot.from === null ? null : definition.steps[slot.from]?.id;
  return (
    <span className={over === key ? 'link over' : 'link'} data-slot={key}>
      <button
        className="plus"
        type="button"
        // By Tab from the chosen card alone: the key + does the same for every other.
        tabIndex={chosen === origin ? 0 : -1}
        aria-label={say.words.tree.insert}
        title={say.words.tree.insert}
        onClick={() => editing.insert(slot)}
      >
        +
      </button>
    </span>
  );
}

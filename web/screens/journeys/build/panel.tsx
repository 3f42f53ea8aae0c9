import { useState, type RefObject } from 'react';
import { Allowed } from '../../../session/allowed.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { Told } from '../../../ui/told.tsx';
import { useWords } from '../../../words/words.tsx';
import { canRemove, renamed } from '../edit/edits.ts';
import { isAt } from '../edit/problems.ts';
import { slotAbove, slotAfter, slotBelow } from '../edit/neighbour-slots.ts';
import { slugOf } from '../slug.ts';
import { useSay } from '../tree/say.ts';
import { stepText } from '../tree/step-text.ts';
import type { Spot } from '../tree/tree-context.ts';
import { BuildingProvider, useBuilding, type Building } from './build-context.ts';
import { Field } from './fields/field.tsx';
import { EnterForm } from './forms/enter-form.tsx';
import { StepForm } from './forms/step-form.tsx';
import type { Deeds } from './use-deeds.ts';

interface PanelProps {
  readonly building: Building;
  readonly deeds: Deeds;
  readonly choose: (spot: Spot) => void;
  readonly panel: RefObject<HTMLElement | null>;
  readonly toTree: () => void;
}

/** What is chosen in the tree, in a form. */
export function Panel({ building, deeds, choose, panel, toTree }: PanelProps) {
  const words = useWords();
  const say = useSay();
  const { definition, spot, tree } = building;
  const place = definition.steps.findIndex(({ id }) => id === spot);
  const step = definition.steps[place];
  const faultsAt = (at: string) => building.problems.filter((problem) => isAt(problem, at));
  const { kind } = step ? stepText(step, say) : { kind: say.words.kinds.enter };
  return (
    <BuildingProvider value={building}>
      <section className="card build-panel" aria-label={words.build.panel} ref={panel}>
        <header>
          <h2>{say.words.numbered(step ? (tree.numbers.get(place) ?? 0) : 1, kind)}</h2>
          <button className="button small plain to-tree" type="button" onClick={toTree}>
            {words.build.toTree}
          </button>
        </header>
        <Allowed to="marketer">
          <FaultsProvider value={faultsAt}>
            <form className="stack" key={step?.type ?? 'enter'} onSubmit={(event) => event.preventDefault()}>
              {step && <StepTools place={place} deeds={deeds} />}
              <Whole />
              {step ? <StepForm step={step} place={place} /> : <EnterForm />}
              {step && <IdField key={step.id} id={step.id} place={place} choose={choose} />}
            </form>
          </FaultsProvider>
        </Allowed>
      </section>
    </BuildingProvider>
  );
}

/** What is wrong with the step as a whole, and with no field of it. */
function Whole() {
  const { problems } = useBuilding();
  const whole = problems.filter(({ field }) => field === '' || field === 'enter');
  if (whole.length === 0) return null;
  return (
    <ul className="notice error small">
      {whole.map((problem) => (
        <li key={problem.message}>
          <Told fault={problem} />
        </li>
      ))}
    </ul>
  );
}

function StepTools({ place, deeds }: { readonly place: number; readonly deeds: Deeds }) {
  const words = useWords().build.stepTools;
  const { definition, tree, spot } = useBuilding();
  const { steps } = definition;
  const tools = [
    { word: words.up, sign: '↑', can: slotAbove(tree, place) !== null, act: () => deeds.moveBy(spot, 'up') },
    { word: words.down, sign: '↓', can: slotBelow(tree, steps, place) !== null, act: () => deeds.moveBy(spot, 'down') },
    { word: words.add, sign: '+', can: slotAfter(steps, place) !== null, act: () => deeds.insertAfter(spot) },
    { word: words.remove, sign: '✕', can: canRemove(definition), act: () => deeds.remove(spot) },
  ];
  return (
    <div className="row step-tools">
      {tools.map(({ word, sign, can, act }) => (
        <button
          key={word}
          className="button small"
          type="button"
          title={word}
          aria-label={word}
          disabled={!can}
          onClick={act}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

interface IdProps {
  readonly id: string;
  readonly place: number;
  readonly choose: (spot: Spot) => void;
}

/** Named anew once it is left, since ways and figures hang on it. */
function IdField({ id, place, choose }: IdProps) {
  const words = useWords().build.stepTools;
  const { definition, edit } = useBuilding();
  const [name, setName] = useState(id);
  const rename = () => {
    const wanted = slugOf(name, new Set(), id);
    setName(wanted);
    if (wanted === id) return;
    const after = renamed(definition, place, wanted);
    edit(() => after);
    choose(after.steps[place]?.id ?? null);
  };
  return (
    <Field label={words.id} at="id">
      {(control) => (
        <input {...control} value={name} onChange={({ target }) => setName(target.value)} onBlur={rename} />
      )}
    </Field>
  );
}

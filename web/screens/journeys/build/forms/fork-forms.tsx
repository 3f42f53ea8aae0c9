import { useWords } from '../../../../words/words.tsx';
import { grown } from '../../edit/edits.ts';
import { freeId } from '../../edit/links.ts';
import { useBuilding } from '../build-context.ts';
import { CheckField, NumberField, TextField } from '../fields/fields.tsx';
import { SpanField } from '../fields/span-field.tsx';
import { WayField } from '../fields/way-field.tsx';
import { RemovablePart } from './removable-part.tsx';
import { orNothing, type FormProps } from './form.ts';
import { ConditionField, freshCondition } from './condition-field.tsx';

const MOST_PATHS = 20;
const MOST_ARMS = 10;
const FEWEST_ARMS = 2;

/** Ways by conditions, asked in their order. */
export function BranchForm({ step, place, set }: FormProps<'branch'>) {
  const words = useWords().build;
  const { edit } = useBuilding();
  const { paths } = step;
  const add = () =>
    edit((draft) =>
      grown(draft, place, (each, onward) =>
        each.type === 'branch' ? { ...each, paths: [...each.paths, { when: freshCondition(), next: onward }] } : each,
      ),
    );
  return (
    <>
      {paths.map((path, index) => (
        <RemovablePart
          // oxlint-disable-next-line react/no-array-index-key -- ways are told apart by their place
          key={index}
          name={words.fields.path(index + 1)}
          remove={paths.length > 1 ? () => set({ paths: paths.toSpliced(index, 1) }) : undefined}
        >
          <ConditionField
            condition={path.when}
            at={`paths[${index}].when`}
            change={(when, about) => set({ paths: paths.with(index, { ...path, when }) }, about)}
          />
          <WayField
            label={words.fields.leadsTo}
            place={place}
            way={{ field: 'paths', index }}
            at={`paths[${index}].next`}
          />
        </RemovablePart>
      ))}
      {paths.length < MOST_PATHS && (
        <button className="button small" type="button" onClick={add}>
          + {words.fields.path(paths.length + 1)}
        </button>
      )}
      <WayField label={words.fields.otherwise} place={place} way={{ field: 'next' }} at="next" />
    </>
  );
}

/** Ways by chance, which may be compared. */
export function SplitForm({ step, place, set }: FormProps<'split'>) {
  const words = useWords().build;
  const { edit } = useBuilding();
  const { fields } = words;
  const { arms } = step;
  const compares = arms.some(({ control }) => control);
  const add = () =>
    edit((draft) =>
      grown(draft, place, (each, next) => {
        if (each.type !== 'split') return each;
        const name = freeId('new', new Set(each.arms.map((arm) => arm.name)));
        return { ...each, arms: [...each.arms, { name, weight: 1, next }] };
      }),
    );
  const setControl = (wanted: number, isControl: boolean) => {
    const plain = arms.map(({ control: _control, ...arm }) => arm);
    if (!isControl) return set({ arms: plain, winner: undefined, within: undefined, ends: undefined });
    return set({ arms: plain.map((arm, index) => (index === wanted ? { ...arm, control: true } : arm)) });
  };
  return (
    <>
      {arms.map((arm, index) => (
        <RemovablePart
          // oxlint-disable-next-line react/no-array-index-key -- a name changes while it is typed
          key={index}
          name={fields.arm(index + 1)}
          remove={arms.length > FEWEST_ARMS ? () => set({ arms: arms.toSpliced(index, 1) }) : undefined}
        >
          <TextField
            label={fields.armName}
            at={`arms[${index}].name`}
            value={arm.name}
            change={(name) => set({ arms: arms.with(index, { ...arm, name }) }, `arms[${index}].name`)}
          />
          <NumberField
            label={fields.weight}
            at={`arms[${index}].weight`}
            min={1}
            max={1000}
            value={arm.weight}
            change={(weight = 0) => set({ arms: arms.with(index, { ...arm, weight }) }, `arms[${index}].weight`)}
          />
          <CheckField
            label={fields.control}
            checked={arm.control === true}
            change={(isControl) => setControl(index, isControl)}
          />
          <WayField label={fields.leadsTo} place={place} way={{ field: 'arms', index }} at={`arms[${index}].next`} />
        </RemovablePart>
      ))}
      {arms.length < MOST_ARMS && (
        <button className="button small" type="button" onClick={add}>
          + {fields.arm(arms.length + 1)}
        </button>
      )}
      {compares && (
        <>
          <SpanField
            label={fields.watched}
            hint={words.enter.windowHint}
            at="within"
            value={step.within}
            change={(within) => set({ within: orNothing(within ?? '') }, 'within')}
          />
          <CheckField
            label={fields.winner}
            checked={step.winner === 'auto'}
            change={(isAuto) => set({ winner: isAuto ? 'auto' : undefined })}
          />
        </>
      )}
    </>
  );
}

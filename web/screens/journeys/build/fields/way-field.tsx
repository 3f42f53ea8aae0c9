import { useWords } from '../../../../words/words.tsx';
import { led } from '../../edit/edits.ts';
import { linked, targetAt } from '../../edit/links.ts';
import { useSay } from '../../tree/say.ts';
import { stepText } from '../../tree/step-text.ts';
import { wayKey, waysOf, type WayAt } from '../../tree/ways.ts';
import { useBuilding } from '../build-context.ts';
import { SelectField, type Choice } from './fields.tsx';

interface WayProps {
  readonly label: string;
  readonly place: number;
  /** Which way out of the step. */
  readonly way: WayAt;
  readonly at: string;
  /** It may go where the step goes on anyway; then it has no name of its own. */
  readonly same?: () => void;
}

const SAME = '~';
const OVER = '';

/** Where a way leads: any other step, or the end of the journey. */
export function WayField({ label, place, way, at, same }: WayProps) {
  const words = useWords().build;
  const say = useSay();
  const { definition, tree, edit } = useBuilding();
  const steps = linked(definition.steps);
  const step = steps[place];
  if (step === undefined) return null;
  const isOwn = waysOf(step).some((each) => wayKey(each.at) === wayKey(way));
  const others = steps.flatMap((each, index): readonly Choice<string>[] => {
    const name = say.words.numbered(tree.numbers.get(index) ?? 0, stepText(each, say).title);
    return index === place ? [] : [{ value: each.id, text: index === place + 1 ? words.inOrder(name) : name }];
  });
  const target = targetAt(step, way);
  const gone = target !== OVER && !steps.some(({ id }) => id === target) ? [{ value: target, text: target }] : [];
  const again = target === step.id ? [{ value: target, text: stepText(step, say).title }] : [];
  return (
    <SelectField
      label={label}
      at={at}
      value={isOwn ? target : SAME}
      choices={[
        ...(same ? [{ value: SAME, text: words.same }] : []),
        ...gone,
        ...again,
        ...others,
        { value: OVER, text: words.over },
      ]}
      change={(to) => (to === SAME ? same?.() : edit((draft) => led(draft, place, way, to === OVER ? null : to)))}
    />
  );
}

import { stepText } from '../tree/step-text.ts';
import { useSay } from '../tree/say.ts';
import type { Definition } from '../definition.ts';
import './outcomes.css';

interface StepNameProps {
  readonly id: string;
  /** Where it is looked up, one after another; a step that none of them has shows by its id. */
  readonly among: readonly (Definition | undefined)[];
}

/** A step as its card tells it, with the id that it is known by. */
export function StepName({ id, among }: StepNameProps) {
  const say = useSay();
  const [step] = among.flatMap((definition) => definition?.steps.filter((each) => each.id === id) ?? []);
  const text = step && stepText(step, say);
  return (
    <span className="step-name">
      <span className="strong">{text?.title ?? id}</span>
      {text && (
        <span className="soft small">
          {text.kind} · {id}
        </span>
      )}
    </span>
  );
}

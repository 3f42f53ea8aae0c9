import { Dialog } from '../../../ui/dialog.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Kind } from '../definition.ts';
import { KINDS } from './new-step.ts';

interface PickerProps {
  readonly pick: (kind: Kind) => void;
  readonly close: () => void;
}

/** Which kind of step is put in. */
export function KindPicker({ pick, close }: PickerProps) {
  const { build, steps } = useWords();
  return (
    <Dialog title={build.addStep} close={close}>
      <ul className="kind-list">
        {KINDS.map((kind) => (
          <li key={kind}>
            <button className={`step-card ${kind}`} type="button" onClick={() => pick(kind)}>
              <span className="card-title">{kind === 'enter' ? steps.kinds.enterOther : steps.kinds[kind]}</span>
              <span className="small soft">{build.kindHints[kind]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

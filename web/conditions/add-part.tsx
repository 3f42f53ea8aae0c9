import { useWords } from '../words/words.tsx';
import { FRESH, type Condition } from './condition.ts';
import type { Sees } from './fields.ts';
import type { Choices } from './use-choices.ts';

interface AddPartProps {
  readonly sees: Sees;
  readonly choices: Choices;
  readonly add: (part: Condition) => void;
}

/** The buttons that add a part; where nothing but an event is seen, only what can be asked of one. */
export function AddPart({ sees, choices, add }: AddPartProps) {
  const words = useWords().conditions;
  const [first] = choices.audiences;
  return (
    <div className="row adds" role="group" aria-label={words.add}>
      <button className="button small" type="button" onClick={() => add(FRESH.compare(!sees.customer))}>
        + {words.adds.compare}
      </button>
      {sees.customer && (
        <button className="button small" type="button" onClick={() => add(FRESH.did())}>
          + {words.adds.did}
        </button>
      )}
      {sees.customer && first && (
        <button className="button small" type="button" onClick={() => add(FRESH.audience(first.id))}>
          + {words.adds.audience}
        </button>
      )}
      <button className="button small" type="button" onClick={() => add(FRESH.group(!sees.customer))}>
        + {words.adds.group}
      </button>
    </div>
  );
}

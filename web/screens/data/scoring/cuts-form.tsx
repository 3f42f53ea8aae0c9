import { useId, useState } from 'react';
import { useSession } from '../../../session/session-context.tsx';
import { useWords } from '../../../words/words.tsx';
import { binsOf, cutsIn, cutsText, withCuts, type Cuts } from './draft.ts';
import { Choice, type DraftProps } from './general-form.tsx';

/** Where the scores of recency, frequency and money rise. */
export function CutsForm({ draft, change }: DraftProps) {
  const words = useWords().scoring;
  const unit = 10 ** useSession().workspace.minorDigits;
  return (
    <div className="columns three">
      <Measure
        title={words.recency}
        cuts={draft.recency}
        unit={1}
        change={(recency) => recency && change(withCuts(draft, { recency }))}
      />
      <Measure
        title={words.frequency}
        cuts={draft.frequency}
        unit={1}
        change={(frequency) => frequency && change(withCuts(draft, { frequency }))}
      />
      <Measure
        title={words.monetary}
        cuts={draft.monetary}
        unit={unit}
        mayBeNone
        change={(monetary) => change(withCuts(draft, { monetary }))}
      />
    </div>
  );
}

/** What all three kinds of cut-offs may be. */
type Plain = { readonly fixed: number[] } | { readonly quantiles: number };

interface MeasureProps {
  readonly title: string;
  readonly cuts: Cuts | null;
  /** How many of what is stored make one of what people write. */
  readonly unit: number;
  readonly mayBeNone?: boolean;
  readonly change: (cuts: Plain | null) => void;
}

const BINS = [3, 4, 5, 6, 7, 8, 9] as const;
const USUAL = [10, 20, 50, 100] as const;

function Measure({ title, cuts, unit, mayBeNone = false, change }: MeasureProps) {
  const words = useWords().scoring;
  const by = cuts === null ? 'none' : 'fixed' in cuts ? 'fixed' : 'quantiles';
  const bins = cuts === null ? 5 : binsOf(cuts);
  const choose = (value: string) => {
    if (value === 'none') change(null);
    else if (value === 'quantiles') change({ quantiles: bins });
    else change({ fixed: Array.from({ length: bins - 1 }, (_, place) => (USUAL[place] ?? (place + 1) * 50) * unit) });
  };
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="stack">
        <Choice
          label={words.cutsBy}
          value={by}
          options={(['fixed', 'quantiles', ...(mayBeNone ? (['none'] as const) : [])] as const).map((each) => [
            each,
            words.by[each],
          ])}
          choose={choose}
        />
        {cuts !== null && 'fixed' in cuts && (
          <Fixed
            key={cuts.fixed.join(' ')}
            cuts={cuts.fixed.map(Number)}
            unit={unit}
            change={(fixed) => change({ fixed })}
          />
        )}
        {cuts !== null && 'quantiles' in cuts && (
          <Choice
            label={words.bins}
            value={String(cuts.quantiles)}
            options={BINS.map((each) => [String(each), String(each)])}
            choose={(value) => change({ quantiles: Number(value) })}
          />
        )}
      </div>
    </fieldset>
  );
}

interface FixedProps {
  readonly cuts: readonly number[];
  readonly unit: number;
  readonly change: (cuts: number[]) => void;
}

/** Rising numbers, taken over when the field is left or Enter is pressed. */
function Fixed({ cuts, unit, change }: FixedProps) {
  const words = useWords().scoring;
  const [text, setText] = useState(() => cutsText(cuts, unit));
  const id = useId();
  const read = cutsIn(text, unit);
  const take = () => {
    if (read !== null && cutsText(read, unit) !== cutsText(cuts, unit)) change([...read]);
  };
  return (
    <label className="field">
      <span className="label">{words.cuts}</span>
      <input
        value={text}
        aria-invalid={read === null}
        aria-describedby={id}
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
      />
      <span id={id} className={read === null ? 'fault' : 'hint'}>
        {read === null ? words.cutsFault : words.cutsHint}
      </span>
    </label>
  );
}

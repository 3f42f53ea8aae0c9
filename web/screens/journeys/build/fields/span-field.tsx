import { useWords } from '../../../../words/words.tsx';
import { Field } from './field.tsx';

const UNITS = ['m', 'h', 'd', 'w'] as const;
const SPAN = /^(\d+)([mhdw])$/;

interface SpanProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly at?: string | undefined;
  /** Such as 3d; undefined: not said. */
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
}

/** A duration by number and unit; one that is written in another way is shown as it is. */
export function SpanField({ value, change, ...of }: SpanProps) {
  const words = useWords().build;
  const [, amount, letter] = SPAN.exec(value ?? '') ?? [];
  const unit = UNITS.find((each) => each === letter) ?? 'd';
  const isOther = value !== undefined && value !== '' && amount === undefined;
  return (
    <Field {...of}>
      {(control) =>
        isOther ? (
          <input {...control} value={value} onChange={({ target }) => change(target.value)} />
        ) : (
          <span className="span-field">
            <input
              {...control}
              type="number"
              min={1}
              value={amount ?? ''}
              onChange={({ target }) => change(target.value === '' ? undefined : `${target.valueAsNumber}${unit}`)}
            />
            <select
              aria-label={`${of.label}: ${words.unit}`}
              value={unit}
              onChange={({ target }) => change(`${amount ?? '1'}${target.value}`)}
            >
              {UNITS.map((each) => (
                <option key={each} value={each}>
                  {words.units[each]}
                </option>
              ))}
            </select>
          </span>
        )
      }
    </Field>
  );
}

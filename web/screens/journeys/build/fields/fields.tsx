import { Field } from './field.tsx';

interface Common {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly at?: string | undefined;
}

interface TextProps extends Common {
  readonly value: string;
  readonly change: (value: string) => void;
  /** More than one line: how many are shown. */
  readonly rows?: number;
  readonly isCode?: boolean;
  readonly type?: 'text' | 'url' | 'time' | 'date';
  /** What may be meant. */
  readonly known?: readonly string[];
}

export function TextField({ value, change, rows, isCode = false, type = 'text', known = [], ...of }: TextProps) {
  const className = isCode ? 'code' : undefined;
  return (
    <Field {...of}>
      {(control) =>
        rows === undefined ? (
          <>
            <input
              {...control}
              type={type}
              className={className}
              value={value}
              list={known.length > 0 ? `${control.id}-known` : undefined}
              onChange={({ target }) => change(target.value)}
            />
            {known.length > 0 && (
              <datalist id={`${control.id}-known`}>
                {known.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            )}
          </>
        ) : (
          <textarea
            {...control}
            className={className}
            rows={rows}
            value={value}
            spellCheck={!isCode}
            onChange={({ target }) => change(target.value)}
          />
        )
      }
    </Field>
  );
}

interface NumberProps extends Common {
  readonly value: number | undefined;
  readonly change: (value: number | undefined) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
}

export function NumberField({ value, change, min, max, step = 1, ...of }: NumberProps) {
  return (
    <Field {...of}>
      {(control) => (
        <input
          {...control}
          type="number"
          value={value ?? ''}
          min={min}
          max={max}
          step={step}
          onChange={({ target }) => change(target.value === '' ? undefined : target.valueAsNumber)}
        />
      )}
    </Field>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

interface SelectProps<Value extends string> extends Common {
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly change: (value: Value) => void;
}

export function SelectField<Value extends string>({ value, choices, change, ...of }: SelectProps<Value>) {
  const pick = (wanted: string) => {
    const found = choices.find((each) => each.value === wanted);
    if (found) change(found.value);
  };
  return (
    <Field {...of}>
      {(control) => (
        <select {...control} value={value} onChange={({ target }) => pick(target.value)}>
          {choices.map((each) => (
            <option key={each.value} value={each.value}>
              {each.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What may be chosen, from the words for each of them. */
export function choicesOf<Value extends string>(
  values: readonly Value[],
  words: Readonly<Record<Value, string>>,
): readonly Choice<Value>[] {
  return values.map((value) => ({ value, text: words[value] }));
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}

export function CheckField({ label, checked, change }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={({ target }) => change(target.checked)} /> {label}
    </label>
  );
}

interface ChecksProps<Value extends string> extends Pick<Common, 'label'> {
  readonly chosen: readonly Value[];
  readonly choices: readonly Choice<Value>[];
  readonly change: (chosen: Value[]) => void;
}

/** Any of several. */
export function ChecksField<Value extends string>({ label, chosen, choices, change }: ChecksProps<Value>) {
  return (
    <fieldset className="checks">
      <legend>{label}</legend>
      {choices.map(({ value, text }) => (
        <CheckField
          key={value}
          label={text}
          checked={chosen.includes(value)}
          change={(checked) => {
            const values = choices.map((each) => each.value);
            change(values.filter((each) => (each === value ? checked : chosen.includes(each))));
          }}
        />
      ))}
    </fieldset>
  );
}

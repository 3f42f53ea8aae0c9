import { useSession } from '../session/session-context.tsx';
import { useWords } from '../words/words.tsx';
import type { Comparison, Scalar } from './condition.ts';
import { isOneOf, isOwn, NAMES, readValues, type FieldKind } from './fields.ts';
import { namedText } from './condition-text.ts';
import type { Choices } from './use-choices.ts';

interface ValueInputProps {
  readonly compare: Comparison;
  readonly kind: FieldKind;
  readonly choices: Choices;
  readonly isWrong: boolean;
  readonly change: (compare: Comparison) => void;
}

/** The value that a field is compared with: a choice, a number, a sum or a text, and several where the comparison takes several. */
export function ValueInput({ compare, kind, choices, isWrong, change }: ValueInputProps) {
  const words = useWords().conditions;
  if (isOneOf(compare)) {
    const { field, op, value } = compare;
    const set = (values: readonly Scalar[]) => change({ field, op, value: [...values] });
    return kind.is === 'names' ? (
      <NameBoxes names={namesOf(kind.of, choices, words)} chosen={value} choose={set} />
    ) : (
      <ManyValues values={value} kind={kind} isWrong={isWrong} change={set} />
    );
  }
  const { field, op, value } = compare;
  const set = (next: Scalar) => change({ field, op, value: next });
  return <OneValue value={value} kind={kind} choices={choices} isWrong={isWrong} change={set} />;
}

interface OneValueProps {
  readonly value: Scalar;
  readonly kind: FieldKind;
  readonly choices: Choices;
  readonly isWrong: boolean;
  readonly change: (value: Scalar) => void;
}

function OneValue({ value, kind, choices, isWrong, change }: OneValueProps) {
  const words = useWords().conditions;
  const { minorDigits, currency } = useSession().workspace;
  const said = { 'aria-label': words.value, 'aria-invalid': isWrong };
  switch (kind.is) {
    case 'names': {
      const names = namesOf(kind.of, choices, words);
      return (
        <select {...said} value={String(value)} onChange={({ target }) => change(target.value)}>
          {!names.some(({ id }) => id === value) && <option value={String(value)}>{String(value)}</option>}
          {names.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      );
    }
    case 'score':
      return <NumberInput {...said} value={value} min={1} max={choices.bins[kind.of] || 1} change={change} />;
    case 'count':
      return (
        <NumberInput {...said} value={value} min={0} {...(kind.to === null ? {} : { max: kind.to })} change={change} />
      );
    case 'money': {
      const unit = 10 ** minorDigits;
      const shown = typeof value === 'number' ? value / unit : value;
      return (
        <span className="row tight">
          <NumberInput
            {...said}
            value={shown}
            min={0}
            step={1 / unit}
            change={(amount) => change(Math.round(amount * unit))}
          />
          <span className="soft small">{currency}</span>
        </span>
      );
    }
    case 'yes-no':
      return <YesNo value={value !== false} said={said} change={change} />;
    case 'anything':
      return <AnyValue value={value} isWrong={isWrong} change={change} />;
  }
}

interface NumberInputProps extends Said {
  readonly value: Scalar;
  readonly min: number;
  readonly max?: number;
  readonly step?: number;
  readonly change: (value: number) => void;
}

/** While it is empty the value is no number, which the API tells. */
function NumberInput({ value, change, ...rest }: NumberInputProps) {
  const isNumber = typeof value === 'number' && !Number.isNaN(value);
  return (
    <input
      className="narrow"
      type="number"
      value={isNumber ? value : ''}
      onChange={({ target }) => change(target.valueAsNumber)}
      {...rest}
    />
  );
}

interface Said {
  readonly 'aria-label': string;
  readonly 'aria-invalid': boolean;
}

interface YesNoProps {
  readonly value: boolean;
  readonly said: Said;
  readonly change: (value: boolean) => void;
}

function YesNo({ value, said, change }: YesNoProps) {
  const words = useWords().conditions;
  return (
    <select {...said} value={String(value)} onChange={({ target }) => change(target.value === 'true')}>
      <option value="true">{words.yes}</option>
      <option value="false">{words.no}</option>
    </select>
  );
}

/** Of a field that may be anything: first what kind of value, since 5 is not "5". */
function AnyValue({ value, isWrong, change }: Omit<OneValueProps, 'kind' | 'choices'>) {
  const words = useWords().conditions;
  const said = { 'aria-label': words.value, 'aria-invalid': isWrong };
  const kinds = { string: '', number: 0, boolean: true } as const;
  return (
    <>
      <select
        aria-label={words.kind}
        value={typeof value}
        onChange={({ target }) =>
          change(target.value === 'number' || target.value === 'boolean' ? kinds[target.value] : '')
        }
      >
        {(['string', 'number', 'boolean'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {words.kinds[kind]}
          </option>
        ))}
      </select>
      {typeof value === 'boolean' && <YesNo value={value} said={said} change={change} />}
      {typeof value === 'number' && (
        <NumberInput {...said} value={value} min={-Number.MAX_SAFE_INTEGER} change={change} />
      )}
      {typeof value === 'string' && (
        <input {...said} type="text" value={value} onChange={({ target }) => change(target.value)} />
      )}
    </>
  );
}

interface NameBoxesProps {
  readonly names: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly Scalar[];
  readonly choose: (chosen: readonly Scalar[]) => void;
}

function NameBoxes({ names, chosen, choose }: NameBoxesProps) {
  const words = useWords().conditions;
  return (
    <span className="boxes" role="group" aria-label={words.values}>
      {names.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) => choose(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
          />{' '}
          {name}
        </label>
      ))}
    </span>
  );
}

interface ManyValuesProps {
  readonly values: readonly Scalar[];
  readonly kind: FieldKind;
  readonly isWrong: boolean;
  readonly change: (values: readonly Scalar[]) => void;
}

/** It is read when it is left, so that a comma can be typed. */
function ManyValues({ values, kind, isWrong, change }: ManyValuesProps) {
  const words = useWords().conditions;
  const { minorDigits } = useSession().workspace;
  const unit = kind.is === 'money' ? 10 ** minorDigits : 1;
  const asNumbers = kind.is === 'anything' ? values.length > 0 && values.every((one) => typeof one === 'number') : true;
  const shown = values.map((one) => (typeof one === 'number' ? one / unit : one)).join(', ');
  const read = (text: string) =>
    readValues(text, asNumbers).map((one) => (typeof one === 'number' ? Math.round(one * unit * 1e6) / 1e6 : one));
  return (
    <input
      key={shown}
      type="text"
      aria-label={`${words.values}. ${words.valuesHint}`}
      aria-invalid={isWrong}
      placeholder={words.valuesHint}
      defaultValue={shown}
      onBlur={({ target }) => change(read(target.value))}
    />
  );
}

function namesOf(
  of: Extract<FieldKind, { is: 'names' }>['of'],
  choices: Choices,
  words: ReturnType<typeof useWords>['conditions'],
): readonly { readonly id: string; readonly name: string }[] {
  if (isOwn(of)) return of === 'segment' ? choices.segments : choices.tiers;
  return NAMES[of].map((id) => ({ id, name: namedText(of, id, words) }));
}

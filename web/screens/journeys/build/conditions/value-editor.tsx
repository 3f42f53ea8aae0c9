import { useSession } from '../../../../session/session-context.tsx';
import { useWords } from '../../../../words/words.tsx';
import { ChecksField, choicesOf, NumberField, SelectField, TextField, type Choice } from '../fields/fields.tsx';
import { SegmentField, SegmentsField } from '../fields/known-fields.tsx';
import { groupOf, valuesOf, withValues, type Comparison, type Scalar } from './kinds.ts';

interface ValueProps {
  readonly comparison: Comparison;
  readonly change: (comparison: Comparison, about?: string) => void;
  readonly at: string;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const SILENCES = ['none', 'active', 'overdue', 'lapsed'] as const;
const TRAJECTORIES = ['growing', 'steady', 'declining', 'new'] as const;
const VALUE_KINDS = ['text', 'number', 'boolean'] as const;
type ValueKind = (typeof VALUE_KINDS)[number];

/** What a value is compared with, by a control that fits what the field can be. */
export function ValueEditor(props: ValueProps) {
  const { comparison, change } = props;
  const { build, steps } = useWords();
  const { condition } = build;
  const put = (values: readonly Scalar[]) => change(withValues(comparison, values));
  const texts = valuesOf(comparison).map(String);
  const isList = Array.isArray(comparison.value);
  switch (comparison.field) {
    case 'segment':
      return isList ? (
        <SegmentsField label={condition.value} chosen={texts} change={put} />
      ) : (
        <SegmentField
          label={condition.value}
          at={props.at}
          value={texts[0] ?? ''}
          none={build.choose}
          change={(id) => put([id])}
        />
      );
    case 'silence':
      return <NamesField {...props} choices={choicesOf(SILENCES, condition.silences)} />;
    case 'trajectory':
      return <NamesField {...props} choices={choicesOf(TRAJECTORIES, condition.trajectories)} />;
    case 'time.weekday':
      return <NamesField {...props} choices={choicesOf(DAYS, steps.weekdays)} />;
    default:
      return groupOf(comparison.field) ? <OwnValue {...props} /> : <Figure {...props} />;
  }
}

/** One or several of a few names. */
function NamesField({ comparison, change, at, choices }: ValueProps & { readonly choices: readonly Choice<string>[] }) {
  const { condition } = useWords().build;
  const texts = valuesOf(comparison).map(String);
  const put = (values: readonly Scalar[]) => change(withValues(comparison, values));
  if (Array.isArray(comparison.value)) {
    return <ChecksField label={condition.value} chosen={texts} choices={choices} change={put} />;
  }
  return (
    <SelectField
      label={condition.value}
      at={at}
      value={texts[0] ?? ''}
      choices={choices}
      change={(name) => put([name])}
    />
  );
}

/** A number; money is written in whole units and kept in minor ones. */
function Figure({ comparison, change, at }: ValueProps) {
  const { condition } = useWords().build;
  const { currency, minorDigits } = useSession().workspace;
  const isMoney = comparison.field === 'totals.revenue';
  const unit = isMoney ? 10 ** minorDigits : 1;
  const label = isMoney ? `${condition.value} (${currency})` : condition.value;
  const put = (values: readonly Scalar[]) => change(withValues(comparison, values), at);
  const shown = valuesOf(comparison).map((value) => (typeof value === 'number' ? value / unit : value));
  if (Array.isArray(comparison.value))
    return (
      <ListField
        label={label}
        at={at}
        values={shown}
        put={(values) => put(values.map((value) => (typeof value === 'number' ? Math.round(value * unit) : value)))}
      />
    );
  const [only] = shown;
  return (
    <NumberField
      label={label}
      at={at}
      step={isMoney ? 'any' : 1}
      value={typeof only === 'number' ? only : undefined}
      change={(value) => put([value === undefined ? '' : Math.round(value * unit)])}
    />
  );
}

/** Of what the shop itself names nobody knows the kind, so it is chosen. */
function OwnValue({ comparison, change, at }: ValueProps) {
  const { condition } = useWords().build;
  const [value = ''] = valuesOf(comparison);
  const kind = kindOf(value);
  const put = (values: readonly Scalar[]) => change(withValues(comparison, values), at);
  if (Array.isArray(comparison.value)) {
    return <ListField label={condition.value} at={at} values={comparison.value} put={put} />;
  }
  const fresh: Readonly<Record<ValueKind, Scalar>> = { text: '', number: 0, boolean: true };
  return (
    <>
      <SelectField
        label={condition.valueKind}
        value={kind}
        choices={choicesOf(VALUE_KINDS, condition.valueKinds)}
        change={(to) => change(withValues(comparison, [fresh[to]]))}
      />
      {typeof value === 'string' && (
        <TextField label={condition.value} at={at} value={value} change={(text) => put([text])} />
      )}
      {typeof value === 'number' && (
        <NumberField label={condition.value} at={at} step="any" value={value} change={(number) => put([number ?? 0])} />
      )}
      {typeof value === 'boolean' && (
        <SelectField
          label={condition.value}
          value={value ? 'yes' : 'no'}
          choices={[
            { value: 'yes', text: condition.yes },
            { value: 'no', text: condition.no },
          ]}
          change={(to) => put([to === 'yes'])}
        />
      )}
    </>
  );
}

function kindOf(value: Scalar): ValueKind {
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' ? 'number' : 'text';
}

interface ListProps {
  readonly label: string;
  readonly at: string;
  readonly values: readonly Scalar[];
  readonly put: (values: readonly Scalar[]) => void;
}

/** Several values in one line. What reads as a number is one, as all else in the list is. */
function ListField({ label, at, values, put }: ListProps) {
  const { condition } = useWords().build;
  const areNumbers = values.length > 0 && values.every((value) => typeof value === 'number');
  const read = (text: string) => {
    const parts = text.split(',').map((part) => part.trim());
    const isNumber = areNumbers && parts.every((part) => part !== '' && Number.isFinite(Number(part)));
    put(isNumber ? parts.map(Number) : parts);
  };
  return <TextField label={label} at={at} hint={condition.valuesHint} value={values.join(', ')} change={read} />;
}

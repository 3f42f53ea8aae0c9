import { useWords } from '../../../words/words.tsx';
import { FIELDS, missingFields, type FileKindName, type Mapping } from './columns.ts';
import type { FieldName } from './header-names.ts';
import type { FileHead } from './file-head.ts';
import type { HowRead } from './use-trial.ts';

interface MatchColumnsProps {
  readonly kind: FileKindName;
  readonly head: FileHead;
  readonly mapping: Mapping;
  readonly choose: (field: FieldName, column: string | undefined) => void;
}

/** Which column holds what. */
export function MatchColumns({ kind, head, mapping, choose }: MatchColumnsProps) {
  const words = useWords().imports;
  const { main, more } = FIELDS[kind];
  const missing = missingFields(kind, mapping);
  const rows = (fields: readonly FieldName[]) => (
    <div className="columns">
      {fields.map((field) => (
        <Column
          key={field}
          label={labelOf(kind, field, words)}
          head={head}
          column={mapping[field]}
          isMissing={missing.includes(field)}
          choose={(column) => choose(field, column)}
        />
      ))}
    </div>
  );
  return (
    <>
      {rows(main)}
      {more.length > 0 && (
        <details open={more.some((field) => mapping[field] !== undefined)}>
          <summary>{words.more}</summary>
          {rows(more)}
        </details>
      )}
    </>
  );
}

function labelOf(kind: FileKindName, field: FieldName, words: ReturnType<typeof useWords>['imports']): string {
  if (kind === 'contacts' && field === 'email') return words.contactEmail;
  if (kind === 'catalogue' && field === 'item') return words.itemId;
  return kind === 'summaries' && field === 'at' ? words.asOf : words.fields[field];
}

interface ColumnProps {
  readonly label: string;
  readonly head: FileHead;
  readonly column: string | undefined;
  readonly isMissing: boolean;
  readonly choose: (column: string | undefined) => void;
}

function Column({ label, head, column, isMissing, choose }: ColumnProps) {
  const words = useWords().imports;
  const place = column === undefined ? -1 : head.present.indexOf(column);
  const sample = head.rows.map(({ cells }) => cells[place] ?? '').find((cell) => cell.trim() !== '');
  return (
    <label className="field">
      <span className="label">
        {label}
        {isMissing && <span className="down"> · {words.needed}</span>}
      </span>
      <select
        value={column ?? ''}
        aria-invalid={isMissing}
        onChange={({ target }) => choose(target.value === '' ? undefined : target.value)}
      >
        <option value="">{words.none}</option>
        {[...new Set(head.present)].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <span className="hint break">{sample === undefined ? '\u00a0' : words.such(sample.slice(0, 60))}</span>
    </label>
  );
}

interface HowItIsReadProps {
  readonly kind: FileKindName;
  readonly how: HowRead;
  readonly change: (how: HowRead) => void;
}

const DATES = ['iso', 'dmy', 'mdy', 'ymd', 'unix', 'unix-ms', 'excel'] as const;
const ROWS = ['orders', 'lines'] as const;

/** What may be said where the file itself leaves a doubt. */
export function HowItIsRead({ kind, how, change }: HowItIsReadProps) {
  const words = useWords().imports;
  const decimal = (
    <Choice
      label={words.decimal}
      value={how.decimal}
      options={[
        ['.', words.point],
        [',', words.comma],
      ]}
      choose={(value) => change({ ...how, decimal: value === '.' || value === ',' ? value : null })}
    />
  );
  if (kind === 'catalogue') return <div className="columns">{decimal}</div>;
  return (
    <div className="columns">
      {kind === 'orders' && (
        <Choice
          label={words.rows}
          value={how.rows}
          options={ROWS.map((each) => [each, words.rowKinds[each]])}
          choose={(value) => change({ ...how, rows: ROWS.find((each) => each === value) ?? null })}
        />
      )}
      <Choice
        label={words.dates}
        value={how.dates}
        options={DATES.map((each) => [each, words.dateForms[each]])}
        choose={(value) => change({ ...how, dates: DATES.find((each) => each === value) ?? null })}
      />
      {decimal}
      <label className="field">
        <span className="label">{words.source}</span>
        <input value={how.source} maxLength={40} onChange={({ target }) => change({ ...how, source: target.value })} />
        <span className="hint">{words.sourceHint}</span>
      </label>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly (readonly [string, string])[];
  readonly choose: (value: string) => void;
}

function Choice({ label, value, options, choose }: ChoiceProps) {
  const words = useWords().imports;
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select value={value ?? ''} onChange={({ target }) => choose(target.value)}>
        <option value="">{words.auto}</option>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

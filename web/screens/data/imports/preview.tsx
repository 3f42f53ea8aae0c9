import { useFormat } from '../../../format/use-format.ts';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { ToldRow } from '../../../ui/told.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Mapping } from './columns.ts';
import type { FieldName } from './header-names.ts';
import type { FileHead } from './file-head.ts';
import { sizeText } from './pick-file.tsx';
import type { Fault, Trial } from './use-trial.ts';

interface PreviewProps {
  readonly head: FileHead;
  readonly trial: Trial;
}

/** The first rows with what is wrong at their cells, and what the whole file would bring. */
export function Preview({ head, trial }: PreviewProps) {
  const words = useWords().imports;
  const { history, refused, part, mapping, faults } = trial;
  return (
    <div className="stack">
      <p className="row" role="status">
        <strong>{summaryOf(trial, words)}</strong>
        {refused === 0 ? (
          <span className="up">✓ {words.good}</span>
        ) : (
          <span className="down">⚠ {words.wouldRefuse(refused)}</span>
        )}
      </p>
      {history !== null && history.refunds > 0 && <p className="small soft">{words.returns}</p>}
      {part !== null && <p className="small soft">{words.previewPart(sizeText(part))}</p>}
      <Rows head={head} mapping={mapping} faults={faults} />
      <Reasons rows={history?.reasons ?? faults.map((fault) => ({ ...fault, rows: 1 }))} />
    </div>
  );
}

function summaryOf({ history, items, taken }: Trial, words: ReturnType<typeof useWords>['imports']): string {
  if (history !== null) return words.wouldBring(taken, history.refunds);
  return items === null ? words.wouldTake(taken) : words.items(taken, items.added, items.changed);
}

interface RowsProps {
  readonly head: FileHead;
  readonly mapping: Mapping;
  readonly faults: readonly Fault[];
}

function Rows({ head, mapping, faults }: RowsProps) {
  const words = useWords().imports;
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]));
  return (
    <Scrolls label={words.preview}>
      <table className="list file-rows">
        <thead>
          <tr>
            <th scope="col" className="number">
              {words.line}
            </th>
            {head.present.map((column, place) => (
              <th key={`${place} ${column}`} scope="col" className={fieldOf.has(column) ? 'matched' : undefined}>
                {column}
                {fieldOf.has(column) && (
                  <span className="small block">→ {fieldName(fieldOf.get(column), words.fields)}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {head.rows.map((row) => (
            <Row
              key={row.line}
              row={row}
              present={head.present}
              faults={faults.filter(({ line }) => line === row.line)}
            />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface RowProps {
  readonly row: FileHead['rows'][number];
  readonly present: readonly string[];
  /** Of this row. */
  readonly faults: readonly Fault[];
}

function Row({ row: { line, cells }, present, faults }: RowProps) {
  const kind = faults.length > 0 ? 'refused' : undefined;
  const whole = faults.find(({ column }) => column === null);
  return (
    <>
      <tr className={kind}>
        <td className="number soft">{line}</td>
        {present.map((column, place) => {
          const fault = faults.find((each) => each.column === column);
          return (
            <td key={`${place} ${column}`} className={fault ? 'fault' : undefined}>
              {cells[place]?.slice(0, 80)}
              {fault && <CellFault fault={fault} />}
            </td>
          );
        })}
      </tr>
      {whole && (
        <tr className="refused whole">
          <td colSpan={present.length + 1}>
            <CellFault fault={whole} />
          </td>
        </tr>
      )}
    </>
  );
}

function fieldName(field: string | undefined, names: Readonly<Record<FieldName, string>>): string {
  return new Map<string, string>(Object.entries(names)).get(field ?? '') ?? '';
}

function CellFault({ fault }: { readonly fault: Fault }) {
  const words = useWords().imports;
  return (
    <span className="small down block cell-fault">
      <span aria-hidden="true">⚠ </span>
      <span className="hidden-visually">{words.refusedHere} </span>
      <ToldRow fault={fault} />
    </span>
  );
}

interface Reason extends Fault {
  /** How many rows it is said of. */
  readonly rows: number;
}

/** All that is wrong, counted; of contacts and items, row by row. */
export function Reasons({ rows }: { readonly rows: readonly Reason[] }) {
  const words = useWords().imports;
  const format = useFormat();
  const { reasonColumns } = words;
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>{words.reasons}</h3>
      <Scrolls label={words.reasons}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{reasonColumns.reason}</th>
              <th scope="col">{reasonColumns.column}</th>
              <th scope="col" className="number">
                {reasonColumns.line}
              </th>
              <th scope="col" className="number">
                {reasonColumns.rows}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ reason, message, column, line, rows: count }) => (
              <tr key={`${line} ${column ?? ''} ${message}`}>
                <td>
                  <ToldRow fault={{ reason, message }} />
                </td>
                <td>{column ?? <span className="soft">{words.wholeRow}</span>}</td>
                <td className="number">{format.number(line)}</td>
                <td className="number">{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </div>
  );
}

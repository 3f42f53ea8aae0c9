import { useId } from 'react';
import { useSession } from '../../../../session/session-context.tsx';
import type { Definition } from '../../definition.ts';
import { eventTypesOf, hasAmount, rowAfter, type EventRow } from './trial.ts';
import { useTryWords } from './words.ts';

interface EventRowsProps {
  readonly title: string;
  readonly hint: string;
  /** On the button that adds one. */
  readonly add: string;
  readonly rows: readonly EventRow[];
  readonly change: (rows: readonly EventRow[]) => void;
  readonly definition: Definition | undefined;
}

/** Events that happen to whoever walks: what, when, and for how much. */
export function EventRows({ title, hint, add, rows, change, definition }: EventRowsProps) {
  const types = useId();
  return (
    <fieldset className="event-rows">
      <legend>{title}</legend>
      <p className="soft small">{hint}</p>
      <datalist id={types}>
        {eventTypesOf(definition).map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </datalist>
      {rows.map((row, place) => (
        <Row
          key={row.key}
          row={row}
          place={place + 1}
          types={types}
          change={(changed) => change(rows.map((each) => (each.key === row.key ? changed : each)))}
          remove={() => change(rows.filter((each) => each.key !== row.key))}
        />
      ))}
      <button className="button small" type="button" onClick={() => change([...rows, rowAfter(rows)])}>
        + {add}
      </button>
    </fieldset>
  );
}

interface RowProps {
  readonly row: EventRow;
  /** From 1 on. */
  readonly place: number;
  /** Of the list of types. */
  readonly types: string;
  readonly change: (row: EventRow) => void;
  readonly remove: () => void;
}

function Row({ row, place, types, change, remove }: RowProps) {
  const words = useTryWords();
  const { currency, minorDigits } = useSession().workspace;
  return (
    <div className="event-row">
      <label className="field">
        <span className="label">{words.event}</span>
        <input
          type="text"
          required
          list={types}
          autoComplete="off"
          value={row.type}
          onChange={({ target }) => change({ ...row, type: target.value })}
        />
      </label>
      {hasAmount(row.type) && (
        <label className="field">
          <span className="label">{words.amount(currency)}</span>
          <input
            type="number"
            required
            min={0}
            step={10 ** -minorDigits}
            value={row.amount}
            onChange={({ target }) => change({ ...row, amount: target.value })}
          />
        </label>
      )}
      <label className="field when">
        <span className="label">{words.eventAt}</span>
        <input type="datetime-local" value={row.at} onChange={({ target }) => change({ ...row, at: target.value })} />
      </label>
      <button className="button plain small" type="button" aria-label={words.remove(place)} onClick={remove}>
        ✕
      </button>
    </div>
  );
}

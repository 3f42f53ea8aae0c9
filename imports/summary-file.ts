import { createHash } from 'node:crypto';
import { customerId, eventId, type CustomerId, type EventId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { decimalIn, idIn, isGiven, readRow, refuse, timeIn, type Cells } from './cells.ts';
import { MOST_MONEY, toMinorUnits } from './decimal.ts';
import type { FileEvent, FileKind, RowRules } from './file-kind.ts';
import { columnFaults, type Mapping, type MappingFault } from './mapping.ts';
import { plainTime } from './moment.ts';
import { keptOf } from './rejection.ts';

const NEEDED = ['customer', 'actions', 'lastActionAt', 'monetary'] as const;
const OPTIONAL = ['id', 'at'] as const;

type Columns = Readonly<Record<(typeof NEEDED)[number], string>> &
  Readonly<Partial<Record<(typeof OPTIONAL)[number], string>>>;

/** A file with the totals of one customer in each row. */
export const SUMMARY_FILE: FileKind = {
  fields: [...NEEDED, ...OPTIONAL],
  match(mapping, present) {
    const columns = columnsIn(mapping);
    const faults = faultsOf(columns, mapping, present);
    if (faults.length > 0) return faults;
    return (rules) => ({
      take: (row) => [readRow(row, (cells) => readSummary(cells, columns, rules))],
      end: () => [],
    });
  },
  conflict(line) {
    if (line === undefined) return 'this summary was stored before with other content; nothing was changed';
    return `this summary is in line ${line} already, with other content; give them different ids, or different times`;
  },
};

/** An optional field that nobody mapped is not looked for in a column that holds another field. */
function columnsIn(mapping: Mapping): Columns {
  const { customer = 'customer', actions = 'actions', lastActionAt = 'lastActionAt', monetary = 'monetary' } = mapping;
  const needed = { customer, actions, lastActionAt, monetary };
  const isFree = (column: string) => !Object.values(needed).includes(column);
  const optional = OPTIONAL.flatMap((field) => {
    const column = mapping[field] ?? (isFree(field) ? field : undefined);
    return column === undefined ? [] : [[field, column] as const];
  });
  return { ...needed, ...Object.fromEntries(optional) };
}

/** Optional fields may have no column, unless the caller named one. */
function faultsOf(columns: Columns, mapping: Mapping, present: readonly string[]): readonly MappingFault[] {
  const wanted = Object.entries(columns).filter(([field, column]) => {
    const isOptional = OPTIONAL.some((name) => name === field) && mapping[field] === undefined;
    return !isOptional || present.includes(column);
  });
  return columnFaults(Object.fromEntries(wanted), present);
}

interface Totals {
  /** At least 1. */
  readonly actions: number;
  readonly lastActionAt: Instant;
  /** Minor units, ≥ 0. */
  readonly monetary: number;
}

function readSummary(cells: Cells, columns: Columns, rules: RowRules): FileEvent {
  const customer = idIn(customerId, cells, columns.customer);
  const at = isGiven(cells, columns.at) ? timeIn(cells, columns.at, rules) : null;
  const totals: Totals = {
    actions: actionsIn(cells, columns.actions),
    lastActionAt: lastActionIn(cells, columns.lastActionAt, rules, at ?? rules.now),
    monetary: moneyIn(cells, columns.monetary, rules.digits),
  };
  const id = isGiven(cells, columns.id) ? idIn(eventId, cells, columns.id) : ownId(customer, at, totals);
  const when = at === null ? {} : { at: plainTime(at) };
  const stated = { ...totals, lastActionAt: plainTime(totals.lastActionAt) };
  const { line, raw } = cells;
  return {
    line,
    rows: 1,
    raw: keptOf(raw),
    wire: { id, type: 'summary', customer, ...when, ...stated, source: rules.source },
  };
}

/** The same limit as for single events. */
const MOST_ACTIONS = 1_000_000;

/** Also `5.0`, which is how tables with gaps are often written. */
function actionsIn(cells: Cells, column: string): number {
  const { units, scale } = decimalIn(cells, column);
  const one = 10n ** BigInt(scale);
  if (units % one !== 0n) return refuse(column, 'is a fraction; actions are counted, so write a whole number');
  if (units < one) return refuse(column, 'is less than 1; leave out who has never done anything');
  if (units > one * BigInt(MOST_ACTIONS)) return refuse(column, `is more than ${MOST_ACTIONS}`);
  return Number(units / one);
}

function lastActionIn(cells: Cells, column: string, rules: RowRules, statedAt: Instant): Instant {
  const at = timeIn(cells, column, rules);
  if (at <= statedAt) return at;
  return refuse(column, `lies after the time the summary is of, ${plainTime(statedAt)}`);
}

function moneyIn(cells: Cells, column: string, digits: number): number {
  const value = decimalIn(cells, column);
  const money = toMinorUnits(value, digits);
  if (value.units < 0n) return refuse(column, 'is less than nothing; write what was paid less what was paid back');
  if (money > MOST_MONEY) return refuse(column, 'is more than any customer can have paid');
  return money;
}

/** Characters an event id may have. */
const LONGEST_ID = 128;

/**
 * The id of a row that has none, such that the same row is known again in a later import. Without a time of its own
 * that is only so for a name made of what it says; of two such rows the one with the later action then has the
 * greater name, and counts.
 */
function ownId(customer: CustomerId, at: Instant | null, { actions, lastActionAt, monetary }: Totals): EventId {
  const said = at === null ? `${plainTime(lastActionAt)}:${actions}:${monetary}` : plainTime(at);
  const name = `summary:${customer}:${said}`;
  if (name.length <= LONGEST_ID) return eventId.parse(name);
  return eventId.parse(`summary:${createHash('sha256').update(name).digest('base64url')}`);
}

import { customerId, eventId, type CustomerId, type EventId } from '../domain/ids.schema.ts';
import type { Problem } from '../domain/problem.ts';
import type { Instant } from '../domain/time.ts';
import {
  checkCurrency,
  decimalIn,
  idIn,
  isGiven,
  readRow,
  refuse,
  timeIn,
  type Cells,
  type TimeRules,
} from './cells/cells.ts';
import { MOST_MONEY, toMinorUnits } from './cells/decimal.ts';
import type { FileEvent, FileKind, Matched, RowRules } from './evidence/file-kind.ts';
import { columnFaults, ownColumn, type Mapping } from './mapping.ts';
import { plainTime } from './cells/moment.ts';
import { ownId } from './own-id.ts';
import { keptOf } from './rejection.ts';

const NEEDED = ['customer', 'actions', 'lastActionAt', 'monetary'] as const;
const OPTIONAL = ['id', 'at'] as const;

type Columns = Readonly<Record<(typeof NEEDED)[number], string>> &
  Readonly<Partial<Record<(typeof OPTIONAL)[number], string>>>;

/** A file with the totals of one customer in each row. */
export const SUMMARY_FILE: FileKind = {
  fields: [...NEEDED, ...OPTIONAL],
  match(mapping, present) {
    const columns = columnsIn(mapping, present);
    const faults = faultsOf(columns, mapping, present);
    return faults.length > 0 ? faults : matched(columns, present);
  },
  conflict(line) {
    if (line === undefined) return 'this summary was stored before with other content; nothing was changed';
    return `this summary is in line ${line} already, with other content; give them different ids, or different times`;
  },
};

function matched(columns: Columns, present: readonly string[]): Matched {
  const optional = [columns.at].filter((column) => column !== undefined && present.includes(column));
  const currency = ownColumn('currency', present);
  return {
    columns: Object.fromEntries(Object.entries(columns).filter(([, column]) => present.includes(column))),
    origin: null,
    times: [columns.lastActionAt, ...optional].flatMap((column) => column ?? []),
    numbers: [columns.actions, columns.monetary],
    ids: [columns.customer],
    rows: { is: 'summaries' },
    open: (rules) => ({
      take: (row) => [
        readRow(row, (cells) => {
          checkCurrency(cells, currency, rules.currency);
          return readSummary(cells, columns, rules);
        }),
      ],
      end: () => [],
      folds: () => ({ folded: 0, largest: 0 }),
    }),
  };
}

/** An optional field that nobody mapped is not looked for in a column that holds another field. */
function columnsIn(mapping: Mapping, present: readonly string[]): Columns {
  const column = (field: string) => mapping[field] ?? ownColumn(field, present);
  const needed = {
    customer: column('customer'),
    actions: column('actions'),
    lastActionAt: column('lastActionAt'),
    monetary: column('monetary'),
  };
  const isFree = (name: string) => !Object.values(needed).includes(name);
  const optional = OPTIONAL.flatMap((field) => {
    const own = ownColumn(field, present);
    const found = mapping[field] ?? (isFree(own) ? own : undefined);
    return found === undefined ? [] : [[field, found] as const];
  });
  return { ...needed, ...Object.fromEntries(optional) };
}

/** Optional fields may have no column, unless the caller named one. */
function faultsOf(columns: Columns, mapping: Mapping, present: readonly string[]): readonly Problem[] {
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

const CUSTOMER = { of: 'customer', schema: customerId } as const;
const EVENT = { of: 'event', schema: eventId } as const;

function readSummary(cells: Cells, columns: Columns, rules: RowRules): FileEvent {
  const { pointZero } = rules.reading;
  const customer = idIn(CUSTOMER, cells, columns.customer, pointZero);
  const at = isGiven(cells, columns.at) ? timeIn(cells, columns.at, statedRules(rules)) : null;
  const totals: Totals = {
    actions: actionsIn(cells, columns.actions, rules),
    lastActionAt: lastActionIn(cells, columns.lastActionAt, rules, at ?? rules.now),
    monetary: moneyIn(cells, columns.monetary, rules),
  };
  const id = isGiven(cells, columns.id) ? idIn(EVENT, cells, columns.id, pointZero) : summaryId(customer, at, totals);
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

/** What it is of is kept as an event is; its last action may be as long ago as it was. */
function statedRules(rules: RowRules): TimeRules {
  return { ...timeRules(rules), ...(rules.earliest === undefined ? {} : { earliest: rules.earliest }) };
}

function timeRules({ reading, timezone, latest }: RowRules): TimeRules {
  return { dates: reading.dates, timezone, latest };
}

/** The same limit as for single events. */
const MOST_ACTIONS = 1_000_000;

/** Also `5.0`, which is how tables with gaps are often written. */
function actionsIn(cells: Cells, column: string, { reading }: RowRules): number {
  const { units, scale } = decimalIn(cells, column, reading.decimal);
  const one = 10n ** BigInt(scale);
  if (units % one !== 0n)
    return refuse(column, 'out-of-range', 'is a fraction; actions are counted, so write a whole number');
  if (units < one) return refuse(column, 'out-of-range', 'is less than 1; leave out who has never done anything');
  if (units > one * BigInt(MOST_ACTIONS)) return refuse(column, 'out-of-range', `is more than ${MOST_ACTIONS}`);
  return Number(units / one);
}

function lastActionIn(cells: Cells, column: string, rules: RowRules, statedAt: Instant): Instant {
  const at = timeIn(cells, column, timeRules(rules));
  if (at <= statedAt) return at;
  return refuse(column, 'future', `lies after the time the summary is of, ${plainTime(statedAt)}`);
}

function moneyIn(cells: Cells, column: string, { digits, reading }: RowRules): number {
  const value = decimalIn(cells, column, reading.decimal);
  const money = toMinorUnits(value, digits);
  if (value.units < 0n)
    return refuse(column, 'out-of-range', 'is less than nothing; write what was paid less what was paid back');
  if (money > MOST_MONEY) return refuse(column, 'out-of-range', 'is more than any customer can have paid');
  return money;
}

/**
 * The id of a row that has none, such that the same row is known again in a later import. Without a time of its own
 * that is only so for a name made of what it says; of two such rows the one with the later action then has the
 * greater name, and counts.
 */
function summaryId(customer: CustomerId, at: Instant | null, { actions, lastActionAt, monetary }: Totals): EventId {
  const said = at === null ? `${plainTime(lastActionAt)}:${actions}:${monetary}` : plainTime(at);
  return ownId('summary', `${customer}:${said}`);
}

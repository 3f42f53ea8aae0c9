import type { PastBase } from '../../domain/backtest/trial.ts';
import type { History } from '../../domain/silence/past-spells.ts';
import { DAY, utcDay, type Instant } from '../../domain/time.ts';
import type { DateForm, DecimalMark } from '../../db/jobs/reading.ts';
import { parseTime } from '../../imports/cells/date-form.ts';
import { multiply, parseDecimal, toMinorUnits } from '../../imports/cells/decimal.ts';
import { UnreadableFile } from '../../imports/cells/rows.ts';
import { NumberEvidence } from '../../imports/evidence/number-evidence.ts';
import { readTexts, type Texts } from './rows.ts';
import { Tally } from './tally.ts';

/** A base from a file of orders, and what is to be told of the reading. */
export interface Orders {
  readonly base: PastBase;
  readonly notes: readonly string[];
}

/**
 * Reads a file of orders: one row an order, or a line of one. All that somebody bought on one day is one purchase. Rows that
 * cannot be read are told and left out. @param latest what is later is refused @throws UnreadableFile
 */
export async function readOrders(file: string, latest: Instant = Date.now() + DAY): Promise<Orders> {
  const { columns, rows, faults } = await readTexts(file);
  const form = dateFormOf(rows.map(({ at }) => at));
  const mark = decimalMarkOf(rows);
  const bought = new Map<string, Map<number, number | null>>();
  const [left, odd] = [new Tally(), new Tally()];
  for (const { line, message } of faults) left.add(message, line);
  for (const row of rows) {
    const order = orderOf(row, { form, mark, latest });
    if (typeof order === 'string') {
      left.add(order, row.line);
      continue;
    }
    if (order.revenue === null && columns.money.length > 0) odd.add('no amount', row.line);
    buy(bought, row.customer, order.day, order.revenue);
  }
  const all = rows.length + faults.length;
  if (bought.size === 0) throw new UnreadableFile(`none of its ${all} rows could be read: ${left.text() || 'no rows'}`);
  const money = columns.money.length === 0 ? 'revenue is not known' : `revenue in ${columns.money.join(' × ')}`;
  return {
    base: baseOf([...bought.values()].map(historyOf)),
    notes: [
      `${all.toLocaleString('en')} rows: customer in ${columns.customer}, day in ${columns.at} (${form}), ${money}`,
      ...(left.count > 0 ? [`${left.count.toLocaleString('en')} rows are left out: ${left.text()}`] : []),
      ...(odd.count > 0 ? [`${odd.count.toLocaleString('en')} rows count without revenue: ${odd.text()}`] : []),
    ],
  };
}

/** How a file is written, and which of its rows are too late. */
interface Reading {
  readonly form: DateForm;
  readonly mark: DecimalMark;
  readonly latest: Instant;
}

/** @returns in words, why the row is no purchase */
function orderOf(
  row: Texts,
  { form, mark, latest }: Reading,
): { readonly day: number; readonly revenue: number | null } | string {
  if (row.customer === '') return 'no customer';
  const at = parseTime(zoned(row.at), form, 'UTC');
  if (at === undefined) return 'no date';
  if (at > latest) return 'a date in the future';
  const revenue = revenueOf(row, mark) ?? null;
  if (revenue !== null && revenue < 0) return 'a negative amount, which is no purchase';
  return { day: utcDay(at), revenue };
}

/** A base from the histories of its customers, from its first purchase to its last. */
function baseOf(histories: readonly History[]): PastBase {
  let [first, end] = [Infinity, -Infinity];
  for (const { days } of histories) {
    first = Math.min(first, days[0] ?? Infinity);
    end = Math.max(end, days.at(-1) ?? -Infinity);
  }
  return { histories, first, end };
}

/** A day with an amount that is not known is not known as a whole. */
function buy(bought: Map<string, Map<number, number | null>>, customer: string, day: number, revenue: number | null) {
  const days = bought.get(customer) ?? new Map<number, number | null>();
  bought.set(customer, days);
  const before = days.get(day);
  days.set(day, before === null || revenue === null ? null : (before ?? 0) + revenue);
}

function historyOf(days: ReadonlyMap<number, number | null>): History {
  const ascending = [...days].toSorted(([one], [other]) => one - other);
  return { days: ascending.map(([day]) => day), revenue: ascending.map(([, revenue]) => revenue), signs: [] };
}

/** In this order where several read as many; years first are read by all of them. */
const FORMS: readonly DateForm[] = ['iso', 'ymd', 'dmy', 'mdy', 'unix', 'unix-ms', 'excel'];
/** Rows that tell how dates are written: every so many-th. */
const SAMPLE = 5_000;

function dateFormOf(texts: readonly string[]): DateForm {
  const each = Math.max(1, Math.floor(texts.length / SAMPLE));
  const sample = texts.filter((_, n) => n % each === 0).map(zoned);
  const read = (form: DateForm) => sample.filter((text) => parseTime(text, form, 'UTC') !== undefined).length;
  const counted = FORMS.map((form) => ({ form, count: read(form) }));
  const best = counted.reduce((one, other) => (other.count > one.count ? other : one));
  const other = counted.find(({ form }) => form === 'mdy');
  if (best.form === 'dmy' && other?.count === best.count) {
    throw new UnreadableFile(
      `dates such as "${sample[0] ?? ''}" may be day or month first, and none tells; write YYYY-MM-DD`,
    );
  }
  return best.form;
}

/** Some write the zone as a word. */
function zoned(at: string): string {
  return at.replace(/\s?(?:UTC|GMT)$/i, 'Z');
}

function decimalMarkOf(rows: readonly Texts[]): DecimalMark {
  const evidence = new NumberEvidence();
  for (const { money, line } of rows) for (const text of money) evidence.see(bare(text), line);
  const decided = evidence.decide(2);
  return typeof decided === 'string' ? decided : '.';
}

/** In hundredths; `undefined` where there is none. */
function revenueOf({ money }: Texts, mark: DecimalMark): number | undefined {
  const [amount, price] = money.map((text) => parseDecimal(bare(text), mark));
  if (amount === undefined) return undefined;
  if (money.length === 1) return toMinorUnits(amount, 2);
  return price === undefined ? undefined : toMinorUnits(multiply(amount, price), 2);
}

/** Without signs of currencies. */
function bare(amount: string): string {
  return amount.replaceAll(/[\p{Sc}\s]/gu, '');
}

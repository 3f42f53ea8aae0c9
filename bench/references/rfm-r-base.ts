import { readFile } from 'node:fs/promises';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING, type ScoringModel } from '../../domain/scoring/model.ts';
import { distributionOf, type Population } from '../../domain/scoring/population.ts';
import { recencyDays, type Totals } from '../../domain/scoring/score.ts';
import { totalsOf } from '../../domain/ledger/totals.ts';
import { UTC } from '../../domain/time-zone.ts';
import { utcDay } from '../../domain/time.ts';

export const AS_OF = Date.parse('2006-12-31T00:00:00Z');
export const CENTS = 100;

export type Row = Readonly<Record<string, string>>;

/** These files quote names, but have neither commas nor quotes inside them. */
export async function readRows(file: URL): Promise<readonly Row[]> {
  const [head = '', ...lines] = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
  const cells = (line: string) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1'));
  const names = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, place) => [names[place] ?? '', cell])));
}

export function ledgersOf(orders: readonly Row[]): ReadonlyMap<string, Ledger> {
  const ledgers = new Map<string, Ledger>();
  for (const { customer_id: customer = '', order_date: date = '', revenue } of orders) {
    const purchase = { at: Date.parse(`${date}T00:00:00Z`), amount: Math.round(Number(revenue) * CENTS) };
    const [ledger] = addPurchase(ledgers.get(customer) ?? EMPTY_LEDGER, purchase, UNKNOWN_ORDER, UTC);
    ledgers.set(customer, ledger);
  }
  return ledgers;
}

/** That package counts calendar days. */
const CALENDAR: ScoringModel = { ...DEFAULT_SCORING, days: 'calendar' };
/** That package counts every row of a whole life. */
const WHOLE_LIFE: ScoringModel = { ...DEFAULT_SCORING, windowDays: null, frequencyOf: 'orders' };

export function lifeOf(ledger: Ledger): Totals {
  const totals = totalsOf(ledger, { engagedAt: null }, WHOLE_LIFE, AS_OF);
  if (totals === null) throw new Error('A customer of the file has no orders.');
  return totals;
}

export function populationOf(ledgers: readonly Ledger[]): Population {
  const all = ledgers.map(lifeOf);
  return {
    asOf: AS_OF,
    customers: all.length,
    recency: distributionOf(all.map(({ lastPurchaseAt }) => recencyDays(lastPurchaseAt, CALENDAR, AS_OF))),
    frequency: distributionOf(all.map(({ frequency }) => frequency)),
    revenue: distributionOf(all.map(({ revenue }) => revenue)),
    firstDay: Math.min(...ledgers.map(({ firstAt }) => utcDay(firstAt ?? AS_OF))),
  };
}

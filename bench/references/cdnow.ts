import { readFile } from 'node:fs/promises';
import type { DatedAmount } from '../../domain/rhythm/buying.ts';
import { DAY, utcDay } from '../../domain/time.ts';

/** Purchases by customer, in dollars, with the zero-dollar rows and several rows a day where the file has them. */
export type Purchases = ReadonlyMap<string, readonly DatedAmount[]>;

/** The published summary is of what was known then: the first 39 weeks. */
export const CALIBRATION_END = utcDay(Date.UTC(1997, 8, 30));

/** All 23,570 customers. */
export async function readMaster(dataFolder: URL): Promise<Purchases> {
  const rows = await readRows(new URL('cdnow/CDNOW_master.txt', dataFolder));
  return purchasesOf(rows.slice(1).map(([id, date, , dollars]) => [id, date, dollars]));
}

/** The published one in ten: 2,357 customers, by their number in the sample. */
export async function readSample(dataFolder: URL): Promise<Purchases> {
  const rows = await readRows(new URL('cdnow/CDNOW_sample.txt', dataFolder));
  return purchasesOf(rows.map(([, id, date, , dollars]) => [id, date, dollars]));
}

/** A customer of the published summary, in weeks as printed: two decimals. */
export interface SummaryRow {
  readonly x: number;
  readonly tx: string;
  readonly T: string;
}

/** By number in the sample, written as in the sample file. */
export async function readSummary(dataFolder: URL): Promise<ReadonlyMap<string, SummaryRow>> {
  const text = await readFile(new URL('cdnow/cdnow_customers_summary.csv', dataFolder), 'utf8');
  const rows = text.trim().split(/\r?\n/).slice(1);
  return new Map(
    rows.map((row) => {
      const [id = '', x = '', tx = '', T = ''] = row.split(',');
      return [id.padStart(4, '0'), { x: Number(x), tx: Number(tx).toFixed(2), T: Number(T).toFixed(2) }];
    }),
  );
}

async function readRows(file: URL): Promise<readonly (readonly string[])[]> {
  const text = await readFile(file, 'utf8');
  return text
    .trim()
    .split(/\r?\n/)
    .map((row) => row.trim().split(/\s+/));
}

function purchasesOf(rows: readonly (readonly (string | undefined)[])[]): Purchases {
  const purchases = new Map<string, DatedAmount[]>();
  for (const [id = '', date = '', dollars = ''] of rows) {
    const known = purchases.get(id) ?? [];
    known.push({ day: dayOf(date), amount: Number(dollars) });
    purchases.set(id, known);
  }
  return purchases;
}

/** Reads `19970930`. */
function dayOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) / DAY;
}

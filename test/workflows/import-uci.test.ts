import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually, ImportWorld, PLAIN } from './import-world.ts';

const UCI = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail_full.csv.gz', import.meta.url));
const CLOCK = Date.parse('2011-12-10T00:00:00Z');

let world: ImportWorld;
afterEach(() => world.close());

/** What somebody with a spreadsheet would say of one customer; money in pence. */
interface Told {
  orders: number;
  revenue: number;
  /** Sum of the returns that were taken off orders, and of those for which there was none. */
  refunded: number;
  waiting: number;
}

interface Invoice {
  readonly id: string;
  readonly customer: string;
  readonly time: string;
  /** Tenths of a penny. */
  mills: number;
}

/** The same from the file alone, with no code in common: invoices by their sum, returns off the newest orders before. */
function oracle(file: string): ReadonlyMap<string, Told> {
  const invoices = new Map<string, Invoice>();
  for (const [id = '', , , quantity, time = '', price, customer = ''] of records(file)) {
    if (customer === '' || id === 'InvoiceNo') continue;
    const known = invoices.get(id) ?? { id, customer, time, mills: 0 };
    known.mills += Number(quantity) * Math.round(Number(price) * 1_000);
    invoices.set(id, known);
  }
  const customers = new Map<string, Told>();
  const bought = new Map<string, { left: number; isUndone: boolean }[]>();
  const inOrder = [...invoices.values()].toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  for (const { customer, mills } of inOrder) {
    const told = customers.get(customer) ?? { orders: 0, revenue: 0, refunded: 0, waiting: 0 };
    const orders = bought.get(customer) ?? [];
    customers.set(customer, told);
    bought.set(customer, orders);
    const pence = Math.sign(mills) * Math.round(Math.abs(mills) / 10);
    if (pence >= 0) orders.push({ left: pence, isUndone: false });
    else giveBack(told, orders, -pence);
  }
  for (const [customer, told] of customers) {
    const kept = (bought.get(customer) ?? []).filter(({ isUndone }) => !isUndone);
    told.orders = kept.length;
    told.revenue = kept.reduce((sum, { left }) => sum + left, 0);
  }
  return customers;
}

/** At one time, purchases come before returns: their ids begin with digits and with C. */
const key = ({ time, id }: Invoice) => `${time} ${id}`;

function giveBack(told: Told, orders: { left: number; isUndone: boolean }[], pence: number): void {
  const exact = orders.findLast(({ left }) => left === pence);
  let rest = pence;
  for (const order of exact ? [exact] : orders.toReversed()) {
    const taken = Math.min(rest, order.left);
    if (taken === 0) continue;
    order.left -= taken;
    order.isUndone = order.left === 0;
    rest -= taken;
  }
  told.refunded += pence - rest;
  told.waiting += rest;
}

function* records(text: string): Generator<readonly string[]> {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    yield [...line.replace(/\r$/, '').matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell);
  }
}

/** An eighth of the customers: the whole file takes minutes on a busy machine, and the bench imports it. */
const ONE_OF = 8;

/** The lines of those customers, and as many of those that name none; the file as it is otherwise. */
async function linesOfSome(): Promise<readonly string[]> {
  const [header = '', ...lines] = gunzipSync(await readFile(UCI))
    .toString()
    .trimEnd()
    .split('\n');
  return [header, ...lines.filter((line, place) => Number(customerOf(line) || place) % ONE_OF === 0)];
}

function customerOf(line: string): string {
  return [...records(line)][0]?.[6] ?? '';
}

describe.skipIf(!existsSync(UCI) && !process.env['CI'])('the file of UCI Online Retail, as it is written', () => {
  test('is imported with one call, and every customer has the orders, the revenue and the refunds that it tells of', async () => {
    world = await ImportWorld.open({ clock: CLOCK });
    const lines = await linesOfSome();
    const sent = lines.join('\n');
    const unnamed = lines.filter((line) => customerOf(line) === '').length;
    const begun = await world.jobs.beginImport(await world.workspaceRow(), PLAIN, Readable.from([Buffer.from(sent)]));
    if (begun.is !== 'begun') throw new Error(JSON.stringify(begun));
    expect(begun.job.reading).toMatchObject({ rows: 'lines', origin: 'online-retail', dates: 'iso', decimal: '.' });
    // Starting all the workflows would only take time here: the bench does.
    const isScored = async () => {
      const row = await world.job(begun.job._id);
      return (row.phase === 'starting' || row.active === undefined) && row;
    };
    const job = await eventually(isScored, { withinMs: 380_000 });
    const expected = oracle(sent);
    expect(expected.size).toBeGreaterThan(500);
    expect(job.folds?.rows).toBe(lines.length - 1);
    expect(job.counts).toMatchObject({ rejected: unnamed, customers: expected.size });
    expect(job.refused).toMatchObject([{ reason: 'empty', column: 'CustomerID', rows: unnamed }]);

    const refunds = new Map<string, { refunded: number; waiting: number }>();
    for (const { customer, event, ...row } of await world.events()) {
      if (event.kind !== 'refund') continue;
      const sums = refunds.get(customer) ?? { refunded: 0, waiting: 0 };
      const own = 'partOf' in row ? row.partOf : event.key;
      if (event.order === own) sums.waiting += event.amount;
      else sums.refunded += event.amount;
      refunds.set(customer, sums);
    }
    const found = new Map<string, Told>();
    for (const { customer, state } of await world.customers()) {
      const { orders, revenue } = state.ledger;
      found.set(customer, { orders, revenue, ...(refunds.get(customer) ?? { refunded: 0, waiting: 0 }) });
    }
    expect(found).toEqual(expected);
  }, 400_000);
});

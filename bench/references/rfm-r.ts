import { compileModel } from '../../domain/scoring/compile.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import type { Ledger } from '../../domain/ledger/ledger.ts';
import type { ScoringModel } from '../../domain/scoring/model.ts';
import type { Population } from '../../domain/scoring/population.ts';
import { CELLS_125 } from '../../domain/scoring/presets/cells-125.ts';
import { rRfm02x, rRfm030 } from '../../domain/scoring/presets/r-rfm.ts';
import { recencyDays, scoreOf, type Totals } from '../../domain/scoring/score.ts';
import type { Scores } from '../../domain/scoring/scores.ts';
import { segmentName, segmentOf, type SegmentTable } from '../../domain/scoring/segment.ts';
import { SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { UTC } from '../../domain/time-zone.ts';
import { largestDifference, unequal, type Reference } from './reference.ts';
import { AS_OF, CENTS, ledgersOf, lifeOf, populationOf, readRows, type Row } from './rfm-r-base.ts';
import { IN_125_CELLS, IN_SEVEN, PER_SCORE, SUMMARY_02X, SUMMARY_030, type Summary } from './rfm-r-published.ts';

const SOURCE = 'R rfm, orders as of 2006-12-31';
const PUBLISHED_COUNTS = `${SOURCE}, published counts`;

interface Customer {
  readonly id: string;
  readonly totals: Totals;
  readonly scores: Scores;
}

/**
 * What the R package `rfm` makes of its own orders, beside what the product makes of them.
 * @param dataFolder with a slash at its end
 */
export async function rfmReferences(dataFolder: URL): Promise<readonly Reference[]> {
  const [orders, table, thresholds] = await Promise.all([
    readRows(new URL('rfm-r/rfm_data_orders.csv', dataFolder)),
    readRows(new URL('rfm-r/expected_rfm_table_order_2006-12-31.csv', dataFolder)),
    readRows(new URL('rfm-r/expected_thresholds_2006-12-31.csv', dataFolder)),
  ]);
  const ledgers = ledgersOf(orders);
  const population = populationOf([...ledgers.values()]);
  const model = modelOf(rRfm030(CENTS).draft, population);
  const older = modelOf(rRfm02x(CENTS).draft, population);
  const customers = scored(ledgers, model);
  return [
    baseReference(orders, customers),
    thresholdReference(thresholds, model, population),
    ...customerReferences(table, customers, model),
    segmentReference(
      '0.3.0',
      table.map((row) => row['segment_v030']),
      table,
      customers,
      model,
    ),
    segmentReference(
      '0.2.x',
      table.map((row) => row['segment_v02x']),
      table,
      scored(ledgers, older),
      older,
    ),
    summaryReference('0.3.0', SUMMARY_030, customers, model),
    summaryReference('0.2.x', SUMMARY_02X, customers, older),
    perScoreReference(customers),
    countReference('customers in each segment of the 125 cells', IN_125_CELLS, customers, CELLS_125.draft.segments),
    countReference('customers in each of the seven segments', IN_SEVEN, customers, SEVEN_SEGMENTS),
    roundedReference(ledgers, population),
  ];
}

function modelOf(draft: ScoringDraft, population: Population): ScoringModel {
  const compiled = compileModel(draft, population, 1, AS_OF, UTC);
  if (compiled.is === 'refused') throw new Error(JSON.stringify(compiled.problems));
  return compiled.model;
}

function scored(ledgers: ReadonlyMap<string, Ledger>, model: ScoringModel): readonly Customer[] {
  return [...ledgers].map(([id, ledger]) => {
    const totals = lifeOf(ledger);
    return { id, totals, scores: scoreOf(totals, model, AS_OF) };
  });
}

function baseReference(orders: readonly Row[], customers: readonly Customer[]): Reference {
  const rows = customers.reduce((sum, { totals }) => sum + totals.orders, 0);
  const revenue = customers.reduce((sum, { totals }) => sum + totals.revenue, 0) / CENTS;
  const pairs = [
    [4_906, orders.length],
    [4_906, rows],
    [995, customers.length],
    [464_158, revenue],
  ] as const;
  return {
    source: PUBLISHED_COUNTS,
    what: 'orders, customers and revenue of the file',
    values: pairs.length,
    expected: '4906 / 995 / 464158',
    ours: `${rows} / ${customers.length} / ${revenue}`,
    largestDifference: largestDifference(pairs),
    tolerance: 0,
  };
}

/** The file has the edges of each bin; the outer ones are the least value, and the greatest one and one unit. */
function thresholdReference(rows: readonly Row[], model: ScoringModel, population: Population): Reference {
  const days = population.recency.map(([day]) => day);
  const edges = {
    recency: [Math.min(...days), ...model.recency.cuts, Math.max(...days) + 1],
    frequency: edgesOf(population.frequency, model.frequency.cuts, 1),
    monetary: edgesOf(population.revenue, model.monetary?.cuts ?? [], CENTS).map((amount) => amount / CENTS),
  };
  const pairs = rows.flatMap((row, bin) =>
    (['recency', 'frequency', 'monetary'] as const).flatMap((measure) => [
      [Number(row[`${measure}_lower`]), edges[measure][bin] ?? null] as const,
      [Number(row[`${measure}_upper`]), edges[measure][bin + 1] ?? null] as const,
    ]),
  );
  return {
    source: SOURCE,
    what: 'lower and upper edge of every bin',
    values: pairs.length,
    largestDifference: largestDifference(pairs),
    tolerance: 1e-9,
  };
}

function edgesOf(distribution: Population['revenue'], cuts: readonly number[], unit: number): readonly number[] {
  return [distribution[0]?.[0] ?? NaN, ...cuts, (distribution.at(-1)?.[0] ?? NaN) + unit];
}

function customerReferences(table: readonly Row[], customers: readonly Customer[], model: ScoringModel) {
  const ours = new Map(customers.map((customer) => [customer.id, customer]));
  const numbers = (what: string, columns: Readonly<Record<string, (customer: Customer) => number>>): Reference => {
    const pairs = table.flatMap((row) => {
      const customer = ours.get(row['customer_id'] ?? '');
      return Object.entries(columns).map(
        ([column, valueOf]) => [Number(row[column]), customer ? valueOf(customer) : null] as const,
      );
    });
    const largest = largestDifference(pairs);
    return { source: SOURCE, what, values: pairs.length, largestDifference: largest, tolerance: 0 };
  };
  return [
    numbers('days, orders and amount of each of 995 customers', {
      recency_days: ({ totals }) => recencyDays(totals.recencyFrom, model, AS_OF),
      transaction_count: ({ totals }) => totals.frequency,
      amount: ({ totals }) => totals.revenue / CENTS,
    }),
    numbers('R, F, M and joint score of each of 995 customers', {
      recency_score: ({ scores }) => scores.r,
      frequency_score: ({ scores }) => scores.f,
      monetary_score: ({ scores }) => scores.m ?? NaN,
      rfm_score: ({ scores }) => 100 * scores.r + 10 * scores.f + (scores.m ?? NaN),
    }),
  ];
}

function segmentReference(
  version: string,
  expected: readonly (string | undefined)[],
  table: readonly Row[],
  customers: readonly Customer[],
  model: ScoringModel,
): Reference {
  const ours = new Map(customers.map((customer) => [customer.id, nameOf(customer, model.segments)]));
  const pairs = table.map((row, place) => [expected[place], ours.get(row['customer_id'] ?? '')] as const);
  return {
    source: SOURCE,
    what: `segment of each of 995 customers, table of ${version}`,
    values: pairs.length,
    largestDifference: unequal(pairs),
    tolerance: 0,
  };
}

function nameOf({ scores }: Customer, table: SegmentTable): string {
  const segment = segmentOf(scores, table);
  return segment === null ? 'none' : segmentName(segment, table);
}

function summaryReference(
  version: string,
  expected: Summary,
  customers: readonly Customer[],
  { segments }: ScoringModel,
): Reference {
  const pairs = Object.entries(expected).flatMap(([name, figures]) => {
    const inside = customers.filter((customer) => nameOf(customer, segments) === name);
    const ours = [
      inside.length,
      inside.reduce((sum, { totals }) => sum + totals.orders, 0),
      inside.reduce((sum, { totals }) => sum + totals.revenue, 0) / CENTS,
    ];
    return figures.map((figure, place) => [figure, ours[place] ?? null] as const);
  });
  return {
    source: PUBLISHED_COUNTS,
    what: `customers, orders and revenue per segment, table of ${version}`,
    values: pairs.length,
    largestDifference: largestDifference(pairs),
    tolerance: 0,
  };
}

function perScoreReference(customers: readonly Customer[]): Reference {
  const pairs = (['r', 'f', 'm'] as const).flatMap((measure) =>
    PER_SCORE[measure].map((expected, place) => {
      const ours = customers.filter(({ scores }) => scores[measure] === place + 1).length;
      return [expected, ours] as const;
    }),
  );
  return {
    source: PUBLISHED_COUNTS,
    what: 'customers with each score of R, F and M',
    values: pairs.length,
    largestDifference: largestDifference(pairs),
    tolerance: 0,
  };
}

function countReference(
  what: string,
  expected: Readonly<Record<string, number>>,
  customers: readonly Customer[],
  table: SegmentTable,
): Reference {
  const pairs = table.segments.map(({ name }) => {
    const ours = customers.filter((customer) => nameOf(customer, table) === name).length;
    return [expected[name] ?? null, ours] as const;
  });
  return {
    source: PUBLISHED_COUNTS,
    what,
    values: pairs.length,
    largestDifference: largestDifference(pairs),
    tolerance: 0,
  };
}

/** With cut-offs as printed, without decimals, one customer changes places. */
function roundedReference(ledgers: ReadonlyMap<string, Ledger>, population: Population): Reference {
  const rounded: ScoringDraft = {
    ...rRfm030(CENTS).draft,
    recency: { fixed: [115, 181, 297, 482], edge: 'below' },
    frequency: { fixed: [4, 5, 6, 8] },
    monetary: { fixed: [256, 382, 506, 666].map((amount) => amount * CENTS) },
  };
  const expected: Readonly<Record<string, number>> = {
    ...Object.fromEntries(Object.entries(SUMMARY_030).map(([name, [customers]]) => [name, customers])),
    "Can't Lose Them": 48,
    'Potential Loyalist': 341,
  };
  const model = modelOf(rounded, population);
  const what = 'customers per segment with rounded fixed cut-offs, table of 0.3.0';
  return countReference(what, expected, scored(ledgers, model), model.segments);
}

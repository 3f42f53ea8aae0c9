import { readFile } from 'node:fs/promises';
import { coverageOf, type Bins, type Coverage } from '../../domain/scoring/coverage.ts';
import { binsOf } from '../../domain/scoring/draft-faults.ts';
import { PRESETS, type Preset } from '../../domain/scoring/presets/index.ts';
import { asScore, type Scores } from '../../domain/scoring/scores.ts';
import { segmentName, segmentOf, type Range, type SegmentTable } from '../../domain/scoring/segment.ts';
import { knownSegment, SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { unequal, type Reference } from './reference.ts';

const FILE = 'segment_tables.json';

type CellLists = Readonly<Record<string, readonly string[]>>;
type Pair = readonly [lowest: number, highest: number];

interface Ranges {
  readonly order: readonly string[];
  readonly R_lo: readonly number[];
  readonly R_hi: readonly number[];
  readonly F_lo: readonly number[];
  readonly F_hi: readonly number[];
  readonly M_lo: readonly number[];
  readonly M_hi: readonly number[];
}

interface Tables {
  readonly cells125_spotler: { readonly segments: CellLists };
  readonly klaviyo27: { readonly segments: CellLists };
  readonly pymc_marketing_quartile: { readonly segments: CellLists };
  readonly putler11: { readonly rules: readonly (readonly [name: string, r: Pair, fm: Pair])[] };
  readonly rf10_segt_map: { readonly rules: Readonly<Record<string, string>> };
  readonly rfm_R_v030: Ranges;
  readonly rfm_R_v02x: Ranges;
}

/**
 * The published segment tables beside those that ship, cell by cell, and how much each of them covers.
 * @param dataFolder with a slash at its end
 */
export async function segmentTableReferences(dataFolder: URL): Promise<readonly Reference[]> {
  const file = new URL(`segment-tables/${FILE}`, dataFolder);
  const tables = JSON.parse(await readFile(file, 'utf8')) as Tables;
  return [
    sameCells('klaviyo27', 'klaviyo-27', byLists(tables.klaviyo27.segments)),
    sameCells('cells125_spotler', 'cells-125', byLists(tables.cells125_spotler.segments)),
    sameCells('rfm_R_v030', 'r-rfm-0.3.0', byRanges(tables.rfm_R_v030)),
    sameCells('rfm_R_v02x', 'r-rfm-0.2.x', byRanges(tables.rfm_R_v02x)),
    mergedSeven(tables.rf10_segt_map.rules),
    ...coverages(),
    twoTablesUnreached(),
    cellListCoverage('klaviyo27', tables.klaviyo27.segments, 3, 27),
    cellListCoverage('cells125_spotler', tables.cells125_spotler.segments, 5, 125),
    cellListCoverage('pymc_marketing_quartile', tables.pymc_marketing_quartile.segments, 4, 46),
    patternCoverage(tables.rf10_segt_map.rules),
    putlerUnreached(tables.putler11.rules),
  ];
}

/** The name of a cell's segment, as the published table has it. */
type NameOf = (scores: Scores) => string | undefined;

function byLists(lists: CellLists): NameOf {
  const names = new Map(Object.entries(lists).flatMap(([name, cells]) => cells.map((cell) => [cell, name] as const)));
  return ({ r, f, m }) => names.get(`${r}${f}${m}`);
}

function byRanges({ order, R_lo, R_hi, F_lo, F_hi, M_lo, M_hi }: Ranges): NameOf {
  const within = (score: number, low: number | undefined, high: number | undefined) =>
    low !== undefined && high !== undefined && low <= score && score <= high;
  return ({ r, f, m }) =>
    order.find(
      (_, place) =>
        within(r, R_lo[place], R_hi[place]) &&
        within(f, F_lo[place], F_hi[place]) &&
        within(m ?? 0, M_lo[place], M_hi[place]),
    ) ?? 'Others';
}

function everyScore({ r, f, m }: Bins): readonly Scores[] {
  const upTo = (most: number) => Array.from({ length: most }, (_, place) => asScore(place + 1));
  const money = m === null ? [null] : upTo(m);
  return upTo(r).flatMap((one) => upTo(f).flatMap((two) => money.map((three) => ({ r: one, f: two, m: three }))));
}

function preset(id: string): Preset {
  const found = PRESETS.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no preset "${id}"`);
  return found;
}

function sameCells(key: string, id: string, nameOf: NameOf): Reference {
  const { draft } = preset(id);
  const pairs = everyScore(binsOf(draft)).map((scores) => [nameOf(scores), nameIn(draft.segments, scores)] as const);
  return {
    source: `${FILE}, ${key}`,
    what: `every cell of preset ${id}`,
    values: pairs.length,
    largestDifference: unequal(pairs),
    tolerance: 0,
  };
}

function nameIn(table: SegmentTable, scores: Scores): string | undefined {
  const segment = segmentOf(scores, table);
  return segment === null ? undefined : segmentName(segment, table);
}

/** What became of the ten when the seven were merged from them; the one that was split was split by recency. */
const MERGED: Readonly<Record<string, string>> = {
  champions: 'Champions',
  'loyal customers': 'Loyal',
  'potential loyalists': 'Potential Loyalist',
  'new customers': 'Potential Loyalist',
  promising: 'Potential Loyalist',
  'about to sleep': 'Needs Attention',
  'need attention': 'Needs Attention',
  'at risk': 'At Risk',
  "can't loose": 'At Risk',
};

function mergedSeven(patterns: Readonly<Record<string, string>>): Reference {
  const pairs = everyScore({ r: 5, f: 5, m: null }).map((scores) => {
    const [name = ''] = matching(patterns, scores);
    const idle = scores.r === 1 ? 'Lost' : 'Hibernating';
    return [name === 'hibernating' ? idle : MERGED[name], nameIn(SEVEN_SEGMENTS, scores)] as const;
  });
  return {
    source: `${FILE}, rf10_segt_map`,
    what: 'every cell of the seven, merged from the ten',
    values: pairs.length,
    largestDifference: unequal(pairs),
    tolerance: 0,
  };
}

function matching(patterns: Readonly<Record<string, string>>, { r, f }: Scores): readonly string[] {
  return Object.entries(patterns).flatMap(([pattern, name]) =>
    new RegExp(`^${pattern}$`).test(`${r}${f}`) ? [name] : [],
  );
}

function coverages(): readonly Reference[] {
  const documented = [
    ['seven', '25 of 25'],
    ['flowcot-six', '25 of 25'],
    ['klaviyo-27', '27 of 27'],
    ['cells-125', '125 of 125'],
    ['r-rfm-0.3.0', '115 of 125, 10 Others'],
    ['r-rfm-0.2.x', '89 of 125, 36 Others'],
  ] as const;
  return documented.map(([id, expected]) => {
    const { draft } = preset(id);
    const ours = coverageText(coverageOf(draft.segments, binsOf(draft)));
    return {
      source: 'documented coverage',
      what: `coverage of preset ${id}`,
      values: everyScore(binsOf(draft)).length,
      expected,
      ours,
      largestDifference: unequal([[expected, ours]]),
      tolerance: 0,
    };
  });
}

function coverageText({ cells, missing, leftOver }: Coverage): string {
  const covered = `${cells - missing.length - leftOver} of ${cells}`;
  return leftOver === 0 ? covered : `${covered}, ${leftOver} Others`;
}

function twoTablesUnreached(): Reference {
  const { segments } = preset('r-rfm-0.2.x').draft;
  return unreached('R rfm 0.2.x', "New Customers, Promising, Can't Lose Them", segments, { r: 5, f: 5, m: 5 });
}

function unreached(name: string, expected: string, table: SegmentTable, bins: Bins): Reference {
  const { taken } = coverageOf(table, bins);
  const left = table.segments.filter(({ id }) => !taken.has(id));
  const ours = left.map((segment) => segment.name).join(', ');
  return {
    source: 'documented coverage',
    what: `segments of ${name} that first match never reaches`,
    values: table.segments.length,
    expected,
    ours,
    largestDifference: unequal([[expected, ours]]),
    tolerance: 0,
  };
}

/** A list of cells names none twice, and covers as many as documented. */
function cellListCoverage(key: string, lists: CellLists, bins: number, documented: number): Reference {
  const listed = Object.values(lists).flat();
  const ids = Object.keys(lists).map((name, place) => knownSegment(`s-${place}`, name, ''));
  const cells = Object.fromEntries(
    Object.values(lists).flatMap((list, place) =>
      list.map((cell) => [cell, (ids[place] ?? knownSegment('none', '', '')).id]),
    ),
  );
  const table: SegmentTable = { segments: ids, membership: { by: 'cells', measures: 'rfm', cells } };
  const { missing, cells: all } = coverageOf(table, { r: bins, f: bins, m: bins });
  const ours = `${all - missing.length} of ${all}`;
  const expected = `${documented} of ${bins ** 3}`;
  return {
    source: `${FILE}, ${key}`,
    what: 'coverage of the published table, each cell once',
    values: all,
    expected,
    ours,
    largestDifference: unequal([[expected, ours]]) + (listed.length - new Set(listed).size),
    tolerance: 0,
  };
}

function patternCoverage(patterns: Readonly<Record<string, string>>): Reference {
  const all = everyScore({ r: 5, f: 5, m: null });
  const ours = `${all.filter((scores) => matching(patterns, scores).length === 1).length} of 25`;
  return {
    source: `${FILE}, rf10_segt_map`,
    what: 'coverage of the published table, each cell once',
    values: all.length,
    expected: '25 of 25',
    ours,
    largestDifference: unequal([['25 of 25', ours]]),
    tolerance: 0,
  };
}

/** Its second measure is the mean of F and M: half steps from 1 to 5 are 9 scores. */
function putlerUnreached(rules: Tables['putler11']['rules']): Reference {
  const segments = rules.map(([name], place) => knownSegment(`s-${place}`, name, ''));
  const half = (score: number) => 2 * Math.max(1, score) - 1;
  const table: SegmentTable = {
    segments,
    membership: {
      by: 'first-match',
      rules: rules.map(([, [rLow, rHigh], [low, high]], place) => ({
        segment: (segments[place] ?? knownSegment('none', '', '')).id,
        r: [asScore(Math.max(1, rLow)), asScore(rHigh)] satisfies Range,
        f: [asScore(half(low)), asScore(half(high))] satisfies Range,
      })),
      otherwise: knownSegment('none', '', '').id,
    },
  };
  const bins = { r: 5, f: 9, m: null };
  return unreached('putler11', "Recent Customers, Promising, Can't Lose Them, Lost", table, bins);
}

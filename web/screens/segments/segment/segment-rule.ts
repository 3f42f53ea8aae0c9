import type { getScoringContract } from '../../../../api/scoring/get-scoring.contract.ts';
import type { CallReply } from '../../../api/call.ts';

type Model = Pick<CallReply<typeof getScoringContract>['model'], 'cutOffs' | 'definition'>;

interface Limit {
  readonly value: number;
  readonly included: boolean;
}
/** Between two limits; `null`: none at that side. */
export interface Span {
  readonly least: Limit | null;
  readonly most: Limit | null;
}
/** Scores that lie side by side, as what they mean. */
export interface Block {
  /** Days since the last order. */
  readonly recency: Span;
  readonly frequency: Span;
  /** Minor units. */
  readonly money: Span;
}
export type SegmentRule =
  | { readonly is: 'blocks'; readonly blocks: readonly Block[] }
  /** The first rule of a list that fits counts, so others come before these. */
  | { readonly is: 'first-match'; readonly blocks: readonly Block[] }
  | { readonly is: 'otherwise' }
  /** Too scattered to be said in a sentence. */
  | { readonly is: 'cells'; readonly cells: number; readonly of: number }
  | { readonly is: 'gone' };

type Range = readonly [number, number];
interface Scores {
  readonly r: Range;
  readonly f: Range;
  readonly m: Range;
}

/** With more than these a list of ranges says less than their number. */
const MOST_BLOCKS = 4;

/** Whom a segment is for by the model in force. */
export function ruleOf(segment: string, model: Model): SegmentRule {
  const { membership } = model.definition.segments;
  const all = widest(model);
  if (membership.by === 'first-match') {
    const own = membership.rules.filter((rule) => rule.segment === segment);
    const blocks = own.map(({ r, f, m }) => blockOf({ r: r ?? all.r, f: f ?? all.f, m: m ?? all.m }, model));
    if (blocks.length > 0) return { is: 'first-match', blocks };
    return membership.otherwise === segment ? { is: 'otherwise' } : { is: 'gone' };
  }
  const cells = Object.entries(membership.cells);
  const own = cells.filter(([, id]) => id === segment).map(([cell]) => cell.split('').map(Number));
  if (own.length === 0) return { is: 'gone' };
  const merged = mergedCells(own, membership.measures === 'rf' ? all.m : null);
  if (merged.length > MOST_BLOCKS) return { is: 'cells', cells: own.length, of: cells.length };
  return { is: 'blocks', blocks: merged.map((scores) => blockOf(scores, model)) };
}

function widest({ cutOffs: { recency, frequency, monetary } }: Model): Scores {
  const to = (cuts: readonly number[]): Range => [1, cuts.length + 1];
  return { r: to(recency.cuts), f: to(frequency.cuts), m: to(monetary?.cuts ?? []) };
}

/** Cells put together to blocks: along money, then along frequency, then along recency, wherever two fit side by side. */
function mergedCells(cells: readonly (readonly number[])[], allMoney: Range | null): readonly Scores[] {
  const single = (score = 1): Range => [score, score];
  const start = cells.map(([r, f, m]) => ({ r: single(r), f: single(f), m: allMoney ?? single(m) }));
  return (['m', 'f', 'r'] as const).reduce<readonly Scores[]>(joined, start);
}

function joined(blocks: readonly Scores[], along: keyof Scores): readonly Scores[] {
  const sorted = blocks.toSorted((a, b) => a[along][0] - b[along][0]);
  const result: Scores[] = [];
  for (const block of sorted) {
    const place = result.findIndex((other) => fits(other, block, along));
    const other = result[place];
    if (other) result[place] = { ...other, [along]: [other[along][0], block[along][1]] };
    else result.push(block);
  }
  return result;
}

function fits(before: Scores, after: Scores, along: keyof Scores): boolean {
  const isSame = (['r', 'f', 'm'] as const).every(
    (of) => of === along || (before[of][0] === after[of][0] && before[of][1] === after[of][1]),
  );
  return isSame && before[along][1] + 1 === after[along][0];
}

function blockOf({ r, f, m }: Scores, { cutOffs: { recency, frequency, monetary } }: Model): Block {
  return {
    recency: falling(r, recency),
    frequency: whole(rising(f, frequency)),
    money: monetary ? rising(m, monetary) : NONE,
  };
}

const NONE: Span = { least: null, most: null };

interface Cuts<Edge> {
  readonly cuts: readonly number[];
  readonly edge: Edge;
}

/** The best score is within the first cut-off, and the lowest beyond the last one. */
function falling([low, high]: Range, { cuts, edge }: Cuts<'at-most' | 'below'>): Span {
  const bins = cuts.length + 1;
  const [most, least] = [cuts[bins - low], cuts[bins - high - 1]];
  return {
    least: least === undefined ? null : { value: least, included: edge === 'below' },
    most: most === undefined ? null : { value: most, included: edge === 'at-most' },
  };
}

function rising([low, high]: Range, { cuts, edge }: Cuts<'reached' | 'above'>): Span {
  const [least, most] = [cuts[low - 2], cuts[high - 1]];
  return {
    least: least === undefined ? null : { value: least, included: edge === 'reached' },
    most: most === undefined ? null : { value: most, included: edge === 'above' },
  };
}

/** Of what is counted in whole numbers the last one that is included. */
function whole({ least, most }: Span): Span {
  return {
    least: least && { value: least.included ? least.value : least.value + 1, included: true },
    most: most && { value: most.included ? most.value : most.value - 1, included: true },
  };
}

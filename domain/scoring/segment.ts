import type { SegmentId } from '../ids.schema.ts';
import { own } from '../own.ts';
import type { Score, Scores } from './scores.ts';

export type { SegmentId };

export interface Segment {
  readonly id: SegmentId;
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string;
}

/** Inclusive. */
export type Range = readonly [from: Score, to: Score];

/** What must hold for a segment; a measure that is not named may be anything. */
export interface SegmentRule {
  readonly segment: SegmentId;
  readonly r?: Range;
  readonly f?: Range;
  readonly m?: Range;
}

/** Every cell once: `54` for R5 F4, or `543` where money decides too. */
export interface CellTable {
  readonly by: 'cells';
  readonly measures: 'rf' | 'rfm';
  readonly cells: Readonly<Record<string, SegmentId>>;
}

/** The first rule that holds, else the fallback. */
export interface RuleTable {
  readonly by: 'first-match';
  readonly rules: readonly SegmentRule[];
  readonly otherwise: SegmentId;
}

/** Which segments there are, best first, and who belongs where. */
export interface SegmentTable {
  readonly segments: readonly Segment[];
  readonly membership: CellTable | RuleTable;
}

/**
 * The segment of a customer; `null` where the table has no cell for these scores, which a published one always has.
 * Where money has no score, a rule on money does not hold.
 */
export function segmentOf(scores: Scores, { membership }: SegmentTable): SegmentId | null {
  if (membership.by === 'first-match') {
    return membership.rules.find((rule) => holds(rule, scores))?.segment ?? membership.otherwise;
  }
  return own(membership.cells, cellOf(scores, membership.measures)) ?? null;
}

/** `54`, or `543` where money decides too. */
export function cellOf({ r, f, m }: Scores, measures: CellTable['measures']): string {
  return measures === 'rf' ? `${r}${f}` : `${r}${f}${m ?? '-'}`;
}

function holds({ r, f, m }: SegmentRule, scores: Scores): boolean {
  return isWithin(scores.r, r) && isWithin(scores.f, f) && isWithin(scores.m, m);
}

function isWithin(score: Score | null, range: Range | undefined): boolean {
  return range === undefined || (score !== null && range[0] <= score && score <= range[1]);
}

/** The name of a segment; its id where this table does not have it any more. */
export function segmentName(id: SegmentId, { segments }: SegmentTable): string {
  return segments.find((segment) => segment.id === id)?.name ?? id;
}

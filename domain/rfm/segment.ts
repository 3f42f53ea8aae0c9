import type { Score, Scores } from './score.ts';

export type SegmentId =
  'champions' | 'loyal' | 'potential-loyalist' | 'needs-attention' | 'at-risk' | 'hibernating' | 'lost';

export interface Segment {
  readonly id: SegmentId;
  readonly name: string;
}

/** Best first: the order in which they are shown. */
export const SEGMENTS: readonly Segment[] = [
  { id: 'champions', name: 'Champions' },
  { id: 'loyal', name: 'Loyal' },
  { id: 'potential-loyalist', name: 'Potential Loyalist' },
  { id: 'needs-attention', name: 'Needs Attention' },
  { id: 'at-risk', name: 'At Risk' },
  { id: 'hibernating', name: 'Hibernating' },
  { id: 'lost', name: 'Lost' },
];

/** One row per recency score, one column per frequency score, both from 1 to 5. */
export type Grid = Readonly<Record<Score, readonly [SegmentId, SegmentId, SegmentId, SegmentId, SegmentId]>>;

/** The default grid. Money never decides membership. */
export const SEVEN_SEGMENTS: Grid = {
  5: ['potential-loyalist', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
  4: ['potential-loyalist', 'potential-loyalist', 'potential-loyalist', 'loyal', 'loyal'],
  3: ['needs-attention', 'needs-attention', 'needs-attention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'at-risk'],
  1: ['lost', 'lost', 'at-risk', 'at-risk', 'at-risk'],
};

export function segmentOf(scores: Scores, grid: Grid): SegmentId {
  const [f1, f2, f3, f4, f5] = grid[scores.r];
  return { 1: f1, 2: f2, 3: f3, 4: f4, 5: f5 }[scores.f];
}

export function segmentName(id: SegmentId): string {
  return SEGMENTS.find((segment) => segment.id === id)?.name ?? id;
}

import type { Segment, SegmentId, SegmentTable } from '../segment.ts';

/** The one place where names become ids of segments that ship. */
export function knownSegment(id: string, name: string, color: string): Segment {
  return { id: id as SegmentId, name, color };
}

/** One row per recency score, one column per frequency score from 1 up. */
export function gridCells(grid: Readonly<Record<number, readonly Segment[]>>): Readonly<Record<string, SegmentId>> {
  const rows = Object.entries(grid);
  return Object.fromEntries(rows.flatMap(([r, row]) => row.map(({ id }, place) => [`${r}${place + 1}`, id])));
}

export const CHAMPIONS = knownSegment('champions', 'Champions', '#1a7f4b');
export const LOYAL = knownSegment('loyal', 'Loyal', '#3d9a3f');
export const POTENTIAL = knownSegment('potential-loyalist', 'Potential Loyalist', '#2f7fc1');
export const ATTENTION = knownSegment('needs-attention', 'Needs Attention', '#8f6a00');
export const AT_RISK = knownSegment('at-risk', 'At Risk', '#d9642b');
export const HIBERNATING = knownSegment('hibernating', 'Hibernating', '#8a7a99');
export const LOST = knownSegment('lost', 'Lost', '#7d7d7d');

/** The default grid. Money never decides membership. */
export const SEVEN_SEGMENTS: SegmentTable = {
  segments: [CHAMPIONS, LOYAL, POTENTIAL, ATTENTION, AT_RISK, HIBERNATING, LOST],
  membership: {
    by: 'cells',
    measures: 'rf',
    cells: gridCells({
      5: [POTENTIAL, POTENTIAL, POTENTIAL, CHAMPIONS, CHAMPIONS],
      4: [POTENTIAL, POTENTIAL, POTENTIAL, LOYAL, LOYAL],
      3: [ATTENTION, ATTENTION, ATTENTION, LOYAL, LOYAL],
      2: [HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, AT_RISK],
      1: [LOST, LOST, AT_RISK, AT_RISK, AT_RISK],
    }),
  },
};

import { scaleUtc } from 'd3-scale';

export type Lane = 'orders' | 'moves' | 'messages';
export const LANES: readonly Lane[] = ['orders', 'moves', 'messages'];

interface Timed {
  /** ISO 8601. */
  readonly at: string;
}

export interface StripInput<Mark extends Timed> {
  readonly marks: readonly Mark[];
  /** From when on they were in which segment, oldest first. */
  readonly stays: readonly { readonly from: string; readonly segment: string | null }[];
  readonly now: string;
  readonly width: number;
  /** Room at the left for the names of the lanes. */
  readonly left: number;
}

export interface DrawnStrip<Mark extends Timed> {
  readonly marks: readonly (Mark & { readonly x: number })[];
  readonly stays: readonly { readonly x: number; readonly width: number; readonly segment: string | null }[];
  readonly now: number;
  readonly ticks: readonly { readonly x: number; readonly at: string }[];
}

const RIGHT = 14;
const LEAST_SPAN_MS = 7 * 86_400_000;
const TICKS = 6;

/** Where what happened and what is to come lies on one axis of time. */
export function layoutStrip<Mark extends Timed>(input: StripInput<Mark>): DrawnStrip<Mark> {
  const now = Date.parse(input.now);
  const times = [...input.marks.map(({ at }) => Date.parse(at)), now];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  // Somebody who came a moment ago would else fill the whole axis with seconds.
  const start = Math.min(first, last - LEAST_SPAN_MS);
  const x = scaleUtc([start, last], [input.left + RIGHT, input.width - RIGHT]);
  const ends = [...input.stays.slice(1).map(({ from }) => Date.parse(from)), now];
  return {
    marks: input.marks.map((mark) => ({ ...mark, x: x(Date.parse(mark.at)) })),
    stays: input.stays.flatMap(({ from, segment }, index) => {
      const [begin, end] = [Math.max(start, Date.parse(from)), ends[index] ?? now];
      return end <= begin ? [] : [{ x: x(begin), width: Math.max(1, x(end) - x(begin)), segment }];
    }),
    now: x(now),
    ticks: x.ticks(TICKS).map((at) => ({ x: x(at), at: at.toISOString() })),
  };
}

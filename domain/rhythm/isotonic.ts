/** Something predicted and how often it happened. */
export interface Observed {
  readonly score: number;
  /** From 0 to 1. */
  readonly happened: number;
  readonly weight: number;
}

/** From scores to chances: ascending in both; between two knots on the line between them, beyond the ends as at the ends. */
export type Calibration = readonly (readonly [score: number, chance: number])[];

interface Block {
  readonly low: number;
  readonly high: number;
  readonly sum: number;
  readonly weight: number;
}

/** Fewer observations than these in one block say little of its chance. */
const LEAST_IN_BLOCK = 50;

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the chances that never fall with the score and come
 * nearest to what happened. Small blocks are joined to their neighbours, so that no chance rests on a handful.
 * @returns empty where nothing was observed
 */
export function isotonic(observed: readonly Observed[]): Calibration {
  const blocks: Block[] = [];
  for (const one of tiesTogether(observed)) {
    let block = one;
    for (let before = blocks.at(-1); before && isToBePooled(before, block); before = blocks.at(-1)) {
      blocks.pop();
      block = pooled(before, block);
    }
    blocks.push(block);
  }
  const last = blocks.at(-1);
  const before = blocks.at(-2);
  if (last && before && last.weight < LEAST_IN_BLOCK) blocks.splice(-2, 2, pooled(before, last));
  return blocks.map(({ low, high, sum, weight }) => [(low + high) / 2, sum / weight] as const);
}

/** The chance of a score. @returns NaN without any knot */
export function calibrated(calibration: Calibration, score: number): number {
  const after = calibration.findIndex(([at]) => at >= score);
  const [low, high] = [calibration[after - 1], calibration[after]];
  if (high === undefined) return calibration.at(-1)?.[1] ?? NaN;
  if (low === undefined) return high[1];
  const way = (score - low[0]) / (high[0] - low[0]);
  return low[1] + way * (high[1] - low[1]);
}

function tiesTogether(observed: readonly Observed[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const { score, happened, weight } of observed.toSorted((one, other) => one.score - other.score)) {
    const block = { low: score, high: score, sum: happened * weight, weight };
    const before = blocks.at(-1);
    if (before?.high === score) blocks.splice(-1, 1, pooled(before, block));
    else blocks.push(block);
  }
  return blocks;
}

function isToBePooled(before: Block, block: Block): boolean {
  return before.weight < LEAST_IN_BLOCK || before.sum / before.weight >= block.sum / block.weight;
}

function pooled(one: Block, other: Block): Block {
  return { low: one.low, high: other.high, sum: one.sum + other.sum, weight: one.weight + other.weight };
}

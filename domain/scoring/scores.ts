/** From 1 up to the number of bins, 9 at most; the highest is best. */
export type Score = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** `m` is `null` until the workspace has named its amounts: no universal ones exist. */
export interface Scores {
  readonly r: Score;
  readonly f: Score;
  readonly m: Score | null;
}

const SCORES: readonly Score[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** @param points from 1; more than 9 count as 9 */
export function asScore(points: number): Score {
  return SCORES[points - 1] ?? 9;
}

/** As operators see it: `R5F4M3`, or `R5F4M-` while money has no score. */
export function scoreLabel({ r, f, m }: Scores): string {
  return `R${r}F${f}M${m ?? '-'}`;
}

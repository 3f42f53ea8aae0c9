/** For how long somebody was seen, whole days, and whether it ended then. */
export interface Watched {
  readonly days: number;
  readonly isOver: boolean;
}

/** One step of a survival curve: after so many days this share has not ended. */
export interface SurvivalStep {
  readonly days: number;
  readonly share: number;
  /** How many were still watched just before. */
  readonly atRisk: number;
}

/**
 * The share of what lasts longer, from what has ended and from what was only watched for so long (Kaplan and Meier 1958).
 * Whoever is watched up to the day of an end counts as at risk on it.
 */
export function kaplanMeier(watched: Iterable<Watched>): readonly SurvivalStep[] {
  const counts = new Map<number, { over: number; open: number }>();
  let atRisk = 0;
  for (const { days, isOver } of watched) {
    const count = counts.get(days) ?? { over: 0, open: 0 };
    counts.set(days, count);
    if (isOver) count.over += 1;
    else count.open += 1;
    atRisk += 1;
  }
  const steps: SurvivalStep[] = [];
  let share = 1;
  for (const [days, { over, open }] of [...counts].toSorted(([one], [other]) => one - other)) {
    if (over > 0) {
      share *= 1 - over / atRisk;
      steps.push({ days, share, atRisk });
    }
    atRisk -= over + open;
  }
  return steps;
}

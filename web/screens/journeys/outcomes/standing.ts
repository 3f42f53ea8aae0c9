/** How many stand at a step of a version. */
export interface StandingThere {
  readonly version: number;
  readonly step: string;
  readonly customers: number;
}

export function customersIn(standing: readonly Pick<StandingThere, 'customers'>[]): number {
  return standing.reduce((sum, { customers }) => sum + customers, 0);
}

/** Versions with somebody inside, the newest first. */
export function versionsOf(standing: readonly Pick<StandingThere, 'version'>[]): readonly number[] {
  return [...new Set(standing.map(({ version }) => version))].toSorted((a, b) => b - a);
}

/** Steps with somebody at them that a new version does not have. */
export function goneFrom(
  standing: readonly StandingThere[],
  steps: readonly { readonly id: string }[],
): readonly string[] {
  const kept = new Set(steps.map(({ id }) => id));
  return [...new Set(standing.filter(({ customers }) => customers > 0).map(({ step }) => step))].filter(
    (step) => !kept.has(step),
  );
}

import type { BetaGeometric } from '../rhythm/beta-geometric.ts';
import type { GammaGamma } from '../rhythm/gamma-gamma.ts';
import type { GammaPoisson } from '../rhythm/gamma-poisson.ts';
import type { Instant } from '../time.ts';

/** How buyers of this base leave and buy, fitted on its own history. */
export type RhythmFit =
  | {
      readonly by: 'mbg-nbd';
      /** Times in weeks. */
      readonly parameters: BetaGeometric;
      /** The chance of still being a customer at which each stage begins; since 0.5.0 the rule of the model says so. */
      readonly overdue?: number;
      readonly lapsed?: number;
    }
  | {
      readonly by: 'gamma-poisson';
      readonly parameters: GammaPoisson;
      /** The share of gaps that are shorter than this silence; since 0.5.0 the rule of the model says so. */
      readonly overdue?: number;
      readonly lapsed?: number;
    };

/** How long the base's customers took from their first to their second buying day, whole days; open gaps are counted. */
export interface FirstGap {
  readonly overdueDays: number;
  readonly lapsedDays: number;
  /** How many gaps that is known from. */
  readonly gaps: number;
}

/** What personal silence and value are computed from: published as part of a silence model, never changed. */
export interface Rhythm {
  readonly fittedAt: Instant;
  readonly customers: number;
  readonly repeaters: number;
  readonly fit: RhythmFit;
  readonly firstGap: FirstGap | null;
  /** No silence is shorter than the floor or longer than the cap, days. */
  readonly floorDays: number;
  readonly capDays: number;
  /** What an order is worth, where spending fits the model; amounts in minor units. */
  readonly spend: GammaGamma | null;
  /** Mean order value of the base, minor units: what few orders are drawn towards where `spend` is missing. */
  readonly meanOrder: number;
}

/** The levels that were the default. */
const DEFAULT_LEVELS = {
  'mbg-nbd': { overdue: 0.5, lapsed: 0.2 },
  'gamma-poisson': { overdue: 0.9, lapsed: 0.98 },
} as const;

/** At which levels stages begin under a model of 0.4.0 and earlier. */
export function earlierLevels({ by, overdue, lapsed }: RhythmFit): {
  readonly overdue: number;
  readonly lapsed: number;
} {
  const levels = DEFAULT_LEVELS[by];
  return { overdue: overdue ?? levels.overdue, lapsed: lapsed ?? levels.lapsed };
}

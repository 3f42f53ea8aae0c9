import { NOBODY_REACHED, type Reach } from '../../domain/channels/reach.ts';
import type { Retained } from '../../domain/privacy/retention.ts';
import type { Foreseen } from '../../domain/journey/launch/foresee.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Choice } from '../../domain/backtest/choice.ts';
import type { BackTestSummary } from '../../domain/backtest/summary.ts';
import type { Shares, Wanted } from '../../domain/backtest/wanted.ts';
import type { ScoringModel } from '../../domain/scoring/model.ts';
import type { FirstGap, Rhythm } from '../../domain/silence/rhythm.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { BetaGeometric } from '../../domain/rhythm/beta-geometric.ts';
import type { Fit } from '../../domain/rhythm/fit-outcome.ts';
import type { GammaGamma } from '../../domain/rhythm/gamma-gamma.ts';
import type { GammaPoisson } from '../../domain/rhythm/gamma-poisson.ts';
import type { Instant } from '../../domain/time.ts';

/** What whoever asks for a fit wants of it. */
export interface FitOptions {
  /** Put what was chosen in force. */
  readonly publish: boolean;
  /** Left out by jobs of 0.4.0 and earlier. */
  readonly wanted?: Wanted;
  readonly bySegment?: Readonly<Record<SegmentId, Shares>>;
  /** No silence is shorter or longer, days. */
  readonly floorDays: number;
  readonly capDays: number;
}

/** Why a fit was begun that nobody asked for just then; left out: somebody did. */
export type FitCause =
  | { readonly by: 'schedule' }
  /** Predictions of the model in force were off. */
  | { readonly by: 'drift'; readonly because: string };

export type TriedFit =
  | { readonly by: 'mbg-nbd'; readonly outcome: Fit<BetaGeometric> }
  | { readonly by: 'gamma-poisson'; readonly outcome: Fit<GammaPoisson> };

export interface FitResult {
  /** The workspace's time up to which the base was read. */
  readonly asOf: Instant;
  /** Customers whose days of buying are known. */
  readonly customers: number;
  readonly repeaters: number;
  /** Customers left out, because a summary does not say on which days they bought. */
  readonly summaries: number;
  /** In the order tried; the last one counts. */
  readonly tried: readonly TriedFit[];
  /** Gaps from the first to the second buying day that were seen, and how many are needed. */
  readonly gaps: number;
  readonly gapsNeeded: number;
  readonly firstGap: FirstGap | null;
  /** What rules would have done to silences of the past, and what comes of it. Left out by jobs of 0.4.0 and earlier. */
  readonly backTest?: BackTestSummary;
  readonly choice?: Choice;
  /** `null` where no rhythm was accepted: then nobody asks. */
  readonly spend: Fit<GammaGamma> | null;
  /** How the base buys and leaves; `null` where every fit was refused. */
  readonly rhythm: Rhythm | null;
  /** The versions that put it in force, and the rollout that followed. */
  readonly published: { readonly silence: number; readonly playbook: number; readonly rollout: string } | null;
}

export interface RolloutResult {
  /** The playbook that was rolled out. */
  readonly playbook: number;
  /** Customers who lived under other rules. Of these `woken`, and `unchanged`, who adopted them asleep. */
  readonly lookedAt: number;
  readonly woken: number;
  readonly unchanged: number;
}

/** How a file of contacts is to be read. */
export interface ContactsOptions {
  /** Field → column, as far as the caller said. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Where consents in it were given, such as `newsletter-form`. */
  readonly source: string;
}

/** What became of the rows of a file of contacts. */
export interface ContactsResult {
  readonly changed: number;
  /** The contact said so already. */
  readonly unchanged: number;
  readonly rejected: number;
}

/** What was deleted so far, and in the end: a receipt. */
export interface DeletionResult {
  /** Rows, by what the register of a workspace's data calls them; what is left out had none. */
  readonly deleted?: Readonly<Record<string, number>>;
  /** Runs of workflows that were ended, or whose history was deleted. */
  readonly workflows?: number;
}

/** The receipt of an erasure, without personal data. */
export interface ErasureResult {
  /** Rows deleted or blanked, by what the register calls them; what is left out had none. */
  readonly erased?: Readonly<Record<string, number>>;
  /** Runs of workflows whose histories are deleted. */
  readonly workflows?: number;
  /** When nothing was found any more, in the store and in Temporal, by the wall clock. */
  readonly provedAt?: Instant;
}

/** What rows of 0.12.0 and before say nothing of: it was kept for good. */
type Later = 'jobs' | 'baskets';

/** Rows that a purge has taken, by class. */
export interface PurgeCounts
  extends Readonly<Record<Exclude<Retained, Later>, number>>, Readonly<Partial<Record<Later, number>>> {
  /** Customers whose events stay, because their state would not follow without them. */
  readonly unlike: number;
}

export interface RebuildResult {
  readonly customers: number;
  /** Customers with a difference, and differences in all, those of effects and tallies included. */
  readonly differing: number;
  readonly differences: number;
  readonly events: number;
  /** Not there in rows of 0.4.0 and before, which compared none. */
  readonly effects?: EffectCounts;
}

/** Effects that journals decided, and where the ledger of effects does not agree: one difference for each effect. */
export interface EffectCounts {
  readonly decided: number;
  /** Decided, but the ledger has no row, and nobody is left who would begin them. */
  readonly missing: number;
  /** The ledger has a row that no journal decided. */
  readonly undecided: number;
  /** The row says something else than its decision fixed. */
  readonly changed: number;
}

/** How many customers would go from where to where; `null`: in no segment. */
export interface WouldMove {
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
  readonly customers: number;
}

/** What a draft of a scoring model would do, as everybody stood at `asOf`. */
export type PreviewResult =
  | {
      readonly is: 'made';
      /** The workspace's time. */
      readonly asOf: Instant;
      /** The playbook in force, which says under what number the model would come. */
      readonly playbook: number;
      readonly model: ScoringModel;
      /** The workspace's. */
      readonly currency: string;
      /** Where everybody stands and would stand, also those who stay: the most frequent first. */
      readonly moves: readonly WouldMove[];
    }
  | Refusal;

/** Why a draft cannot be put in force. */
export interface Refusal {
  readonly is: 'refused';
  readonly problems: readonly Problem[];
}

/** What came of computing the cut-offs in force anew. */
export type RecomputeResult =
  | {
      readonly is: 'published';
      /** Of the scoring model in force afterwards. */
      readonly version: number;
      readonly playbook: number;
      /** False where every cut-off came out the same, so that nothing was published. */
      readonly changed: boolean;
      /** The job that rolls it out; `null` where there is none. */
      readonly rollout: string | null;
    }
  | Refusal;

/** What a count of everybody anew has found. */
export interface RecountResult {
  /** Counters that were wrong though nothing had happened since, and are right again. */
  readonly differences: number;
  /** The first of them, as `kind key: counted → recounted`. */
  readonly shown: readonly string[];
}

/** What has become of those whom a launch brought, as the core foresaw when their turn came. */
export interface LaunchCounts {
  /** A message at once. */
  readonly now: number;
  /** A message after quiet hours. */
  readonly later: number;
  /** They enter, and no message is due at once. */
  readonly enters: number;
  /** They do not enter, or their message is passed over: the most frequent first. */
  readonly excluded: readonly { readonly because: Excluded; readonly customers: number }[];
  /** Of everybody whom it is meant for; left out by versions before this was counted. */
  readonly reach?: { readonly meant: number; readonly may: Reach };
}

/** How far a launch is: everybody up to a key, in the order of keys. */
export interface LaunchReached {
  readonly after: CustomerKey | null;
  readonly done: number;
  readonly became: LaunchCounts;
}

/**
 * Why a launch brings somebody nothing; besides what the core says: somebody nobody knows, who was to stay out, or
 * of whom the condition of the launch does not hold.
 */
export type Excluded = Exclude<Foreseen, 'now' | 'later' | 'enters'> | 'unknown' | 'except' | 'unmet';

export const NOBODY_LAUNCHED: LaunchCounts = {
  now: 0,
  later: 0,
  enters: 0,
  excluded: [],
  reach: { meant: 0, may: NOBODY_REACHED },
};

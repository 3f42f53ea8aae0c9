import type { Bins } from '../../scoring/coverage.ts';
import type { Instant } from '../../time.ts';
import type { Beheld } from '../walk/context.ts';
import type { Comparison } from './condition.schema.ts';

export type Scalar = string | number | boolean;

/** What a field may ever be, as far as that is known when a journey is published. */
export type Possible =
  /** `null`: ids that the workspace makes up itself. */
  | { readonly kind: 'names'; readonly names: readonly string[] | null }
  | { readonly kind: 'whole number'; readonly from: number; readonly to: number }
  | { readonly kind: 'anything' }
  | { readonly kind: 'nothing'; readonly because: string };

/** Something of the customer that a condition may look at. */
export interface Field {
  /** `null` or `undefined` where the customer has no such value. */
  readonly read: (context: Beheld) => Scalar | null | undefined;
  readonly possible: (bins: Bins) => Possible;
  /**
   * For a value that changes by time alone and at no deadline of its own: the first instant after `context.at` at which
   * the comparison may come out otherwise; infinite where none is.
   */
  readonly changesAt?: (context: Beheld, comparison: Comparison) => Instant;
  /** In brackets after its name, in the documentation. */
  readonly says: string;
}

export const ANY_COUNT: Possible = { kind: 'whole number', from: 0, to: Number.MAX_SAFE_INTEGER };

import { backTest, type BackTested, type NotBackTested } from '../../domain/backtest/back-test.ts';
import type { SilenceBounds } from '../../domain/backtest/calls.ts';
import { surest } from '../../domain/backtest/judge.ts';
import { measured, type Measured } from './measured.ts';
import type { Loaded } from './sources.ts';
import { truthOf, type Truthful } from './truth.ts';

/** As a workspace has them where nobody has said otherwise. */
const FIXED_DAYS = 90;
const BOUNDS: SilenceBounds = { floorDays: 7, capDays: 365 };

/** What rules would have done to the past of one base. */
export interface Verified {
  readonly name: string;
  readonly loaded: Loaded;
  readonly test: Measured<BackTested | NotBackTested>;
  /** Rules held against the truth, where it is known. */
  readonly truth: readonly Truthful[];
}

/** Tries every rule on the past of a base, and holds those of interest against the truth where it is known. */
export function verify(name: string, loaded: Loaded): Verified {
  const test = measured(backTest(loaded.base, { bounds: BOUNDS, against: { days: FIXED_DAYS } }));
  const { left, base } = loaded;
  const tested = test.value;
  if (left === undefined || tested.is !== 'back-tested') return { name, loaded, test, truth: [] };
  const by = surest(tested.rules)?.by ?? 'fixed';
  const truth = measured(truthOf(by, { base, tested, bounds: BOUNDS, left })).value;
  return { name, loaded, test, truth };
}

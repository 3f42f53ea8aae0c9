import type { ArmTotals, Lift } from '../measure/lift.ts';
import { liftOf } from '../measure/lift.ts';
import type { Instant } from '../time.ts';
import type { Comparison } from './comparisons.ts';
import type { AssignedBy } from './standing.ts';

/** An arm of some comparison, as it was counted. */
export interface CountedArm extends ArmTotals {
  readonly by: AssignedBy;
  readonly step: string;
  readonly arm: string;
}

/** A comparison with what has been counted of it. */
export interface Compared<Arm extends CountedArm> {
  readonly comparison: Comparison;
  /** The end that was declared has passed, and everybody has matured. */
  readonly isOver: boolean;
  /** By name, those that somebody has come into. */
  readonly arms: ReadonlyMap<string, Arm>;
  /** Every other arm against the control, in the order of the definition. */
  readonly lifts: readonly { readonly arm: string; readonly lift: Lift }[];
}

const NOBODY: ArmTotals = { assigned: 0, matured: 0, converted: 0, buyers: 0, revenue: 0, squares: 0 };

/** What the arms of a comparison come to by now. */
export function comparedNow<Arm extends CountedArm>(
  comparison: Comparison,
  counted: readonly Arm[],
  now: Instant,
): Compared<Arm> {
  const { step, control, weights, ends, within } = comparison;
  const own = counted.filter((one) => (step === null ? one.by === 'entering' : one.by === 'step' && one.step === step));
  const arms = new Map(own.flatMap((one) => (weights.has(one.arm) ? [[one.arm, one] as const] : [])));
  const hasMatured = [...arms.values()].every(({ assigned, matured }) => assigned === matured);
  const isOver = ends !== null && now >= ends + within && hasMatured;
  const others = [...weights.keys()].filter((arm) => arm !== control);
  const weightOf = (arm: string) => weights.get(arm) ?? 0;
  const lifts = others.map((arm) => {
    const share = weightOf(arm) / (weightOf(arm) + weightOf(control));
    const both = { treated: arms.get(arm) ?? NOBODY, control: arms.get(control) ?? NOBODY };
    return { arm, lift: liftOf({ ...both, share, isOver }) };
  });
  return { comparison, isOver, arms, lifts };
}

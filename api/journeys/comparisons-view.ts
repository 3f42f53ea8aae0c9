import type { ArmResult } from '../../db/tallies/results-read.ts';
import { comparedNow, type Compared } from '../../domain/journey/compared.ts';
import { comparisonsOf } from '../../domain/journey/comparisons.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { Lift } from '../../domain/measure/lift.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { isoOrNull } from '../sentences.ts';

/** What a version compares, and what came of it. */
export function comparisonsView(definition: JourneyDefinition, counted: readonly ArmResult[], now: Instant) {
  const orderCap = definition.goal?.orderCap ?? null;
  return comparisonsOf(definition).map((comparison) => ({
    ...comparisonView(comparedNow(comparison, counted, now)),
    orderCap,
  }));
}

function comparisonView({ comparison, isOver, arms, lifts }: Compared<ArmResult>) {
  const { step, control, weights, within, ends } = comparison;
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return {
    step,
    control,
    days: within / DAY,
    ends: isoOrNull(ends),
    over: isOver,
    arms: [...weights].map(([arm, weight]) => ({
      arm,
      control: arm === control,
      share: weight / all,
      ...armView(arms.get(arm)),
    })),
    lifts: lifts.map(({ arm, lift }) => ({ arm, ...liftView(arm, control, lift) })),
  };
}

const NOBODY = {
  assigned: 0,
  matured: 0,
  converted: 0,
  buyers: 0,
  spent: 0,
  revenue: 0,
  conversions: 0,
  earned: 0,
} as const satisfies Partial<ArmResult>;

function armView(arm: ArmResult | undefined) {
  const { assigned, matured, converted, buyers, spent, revenue, conversions, earned } = arm ?? NOBODY;
  return {
    assigned,
    matured,
    converted,
    buyers,
    revenue: spent,
    revenueCompared: revenue,
    conversionsSoFar: conversions,
    revenueSoFar: earned,
  };
}

function liftView(arm: string, control: string, lift: Lift) {
  const text = liftText(arm, control, lift);
  if (lift.is === 'hidden') {
    const nothing = {
      ratio: null,
      additional: null,
      lacking: null,
      difference: null,
      atEnd: null,
      revenue: null,
      revenueAtEnd: null,
    };
    return { is: lift.is, text, ...nothing };
  }
  return { ...lift, text };
}

function liftText(arm: string, control: string, lift: Lift): string {
  if (lift.is === 'hidden') {
    return 'The arms do not hold the shares that were meant, so whatever they differ by may come from that: find out why first.';
  }
  const { ratio, lacking } = lift;
  const [from, to] = ratio;
  if (lacking) {
    const { conversions } = lacking;
    return `Not enough data yet: about ${conversions} more conversions, if "${arm}" converts ${lacking.ratio.toFixed(2)} times as often as "${control}".`;
  }
  const most = to === null ? 'or more' : `to ${to.toFixed(2)}`;
  return `"${arm}" converts ${from.toFixed(2)} ${most} times as often as "${control}".`;
}

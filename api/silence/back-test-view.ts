import type { z } from 'zod';
import type { FitResult } from '../../db/jobs/results.ts';
import type { BackTestSummary, RuleSummary } from '../../domain/backtest/summary.ts';
import { RULE_WORDS } from '../../domain/backtest/words.ts';
import { entriesOf } from '../../domain/own.ts';
import { calibrated } from '../../domain/rhythm/isotonic.ts';
import type { SilenceRule } from '../../domain/silence/silence-rule.ts';
import { namesOfDays } from '../http/local-days.ts';
import type { backTest, silenceRule } from './back-test.contract.ts';

type View = z.infer<typeof backTest>;

/** `null` for fits of 0.4.0 and earlier, which held nothing against anything. */
export function backTestView({ backTest: tested, choice }: Pick<FitResult, 'backTest' | 'choice'>): View | null {
  if (tested === undefined || choice === undefined) return null;
  const { because } = choice;
  if (tested.is === 'not-back-tested' || choice.is === 'as-before') {
    return { ...NOTHING, because, done: false, winner: null, shares: null, followUpDays: null, fixed: null };
  }
  const { plan, fixed, rules, untried, curves } = tested;
  return {
    done: true,
    because,
    winner: choice.is === 'rule' ? choice.rule.learned.by : 'fixed',
    shares: { ...choice.shares },
    followUpDays: plan.followUp,
    origins: plan.origins.map(({ at, isHeldBack }) => ({ day: namesOfDays(at, 1)[0] ?? '', heldBack: isHeldBack })),
    fixed: { ...fixed },
    rules: rules.map(figuresView),
    untried: untried.map(({ by, because: why }) => ({ rule: by, because: why })),
    curves: curves.map(curveView),
  };
}

const NOTHING = { origins: [], rules: [], untried: [], curves: [] };

type Curve = Extract<BackTestSummary, { readonly is: 'back-tested' }>['curves'][number];

function curveView({ by, points }: Curve): View['curves'][number] {
  return { rule: by, points: points.map(({ share, days, calls }) => ({ share, days, calls })) };
}

function figuresView({ by, origins, chosenOn, heldBack }: RuleSummary): View['rules'][number] {
  const brief = ({ earlier, auc }: RuleSummary['chosenOn']) => ({
    earlier: { value: finite(earlier.value), low: finite(earlier.low), high: finite(earlier.high) },
    auc: finite(auc),
  });
  const { error, tenths } = heldBack.calibration;
  return {
    rule: by,
    origins: origins.map((one) => one && brief(one)),
    chosenOn: brief(chosenOn),
    heldBack: brief(heldBack),
    calibrationError: finite(error),
    tenths: tenths.map((tenth) => ({ ...tenth })),
  };
}

/** JSON has no other numbers. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function silenceRuleView({
  learned,
  levels,
  bySegment,
  calibration,
  ...bounds
}: SilenceRule): z.infer<typeof silenceRule> {
  const chance = (level: number) => calibrated(calibration, level);
  return {
    rule: learned.by,
    says: RULE_WORDS[learned.by],
    ...levels,
    chances: calibration.length === 0 ? null : { overdue: chance(levels.overdue), lapsed: chance(levels.lapsed) },
    bySegment: entriesOf(bySegment).map(([segment, own]) => ({ segment, ...own })),
    ...bounds,
  };
}

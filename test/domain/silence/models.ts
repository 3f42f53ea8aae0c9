import { expect } from 'vitest';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../../../domain/ledger/ledger.ts';
import type { Rhythm } from '../../../domain/silence/rhythm.ts';
import { silenceLimits, type Beside } from '../../../domain/silence/silence-limits.ts';
import { DEFAULT_SILENCE, type SilenceModel } from '../../../domain/silence/silence-model.ts';
import type { SilenceRule } from '../../../domain/silence/silence-rule.ts';
import { UTC } from '../../../domain/time-zone.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';
import { AT, hazardWith } from './spells.ts';

const FIT = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
export const RETURNS: SilenceRule = {
  learned: { by: 'returns', fit: FIT },
  levels: { overdue: 0.3, lapsed: 0.1 },
  bySegment: {},
  calibration: [],
  floorDays: 7,
  capDays: 365,
};
/** Less is expected each week, and more for four weeks after a sign of life. */
export const HAZARD: SilenceRule = {
  ...RETURNS,
  learned: {
    by: 'hazard',
    hazard: hazardWith({ [AT.always]: 3, [AT.lnSilence]: -1.6, [AT.spend]: 0.8, [AT.sign]: 1 }),
  },
};
const RHYTHM: Rhythm = {
  fittedAt: NOON,
  customers: 2_357,
  repeaters: 946,
  fit: { by: 'mbg-nbd', parameters: FIT, overdue: 0.5, lapsed: 0.2 },
  firstGap: { overdueDays: 60, lapsedDays: 150, gaps: 900 },
  floorDays: 7,
  capDays: 365,
  spend: null,
  meanOrder: 3_500,
};

export function modelWith(rule: SilenceRule | null, given: Partial<SilenceModel> = {}): SilenceModel {
  return { ...DEFAULT_SILENCE, version: 2, rhythm: RHYTHM, rule, ...given };
}

export function bought(...daysAgo: readonly number[]): Ledger {
  return daysAgo.reduce(
    (ledger, days) => addPurchase(ledger, { at: NOON - days * DAY, amount: 1_000 + 10 * days }, UNKNOWN_ORDER, UTC)[0],
    EMPTY_LEDGER,
  );
}

export const beside = (engagedAt: Instant | null, at: Instant, scoring: Beside['scoring'] = null): Beside => {
  return { engagedAt, at, scoring };
};

export function limitsOf(ledger: Ledger, model: SilenceModel, given?: Beside) {
  return silenceLimits(ledger, model, null, given) ?? expect.fail('nothing was bought');
}

import type { Playbook } from '../playbook.ts';
import { firstPurchaseAt } from '../ledger/ledger.ts';
import { outlook, type Outlook } from './outlook.ts';
import { nextSilence } from './silence.ts';
import { undatedActions } from '../ledger/summary.ts';
import { totalsOf } from '../ledger/totals.ts';
import type { CustomerState } from '../decision/state.ts';
import { DAY, type Instant } from '../time.ts';

/** How far ahead an outlook looks, days. */
const OUTLOOK_DAYS = 90;
/** For how long a summary's customer is taken to have bought before their last action; a starting value. */
const SUMMED_UP_DAYS = 365;

/** As much of a customer as their figures are made of. */
export type Reckoned = Pick<CustomerState, 'ledger' | 'limits' | 'engagedAt' | 'asOf'>;

/** What is expected of a customer within 90 days of `at`, by the rules of this playbook. */
export function outlookAt(state: Reckoned, { scoring, silence }: Playbook, at: Instant): Outlook {
  const { ledger, limits } = state;
  const totals = totalsOf(ledger, state, scoring, at);
  const days = scoring.windowDays ?? lifeDays(state, at);
  const lately = { orders: totals?.orders ?? 0, revenue: totals?.revenue ?? 0, days };
  return outlook({ ledger, limits, asOf: at }, silence, lately, OUTLOOK_DAYS);
}

/**
 * What a customer would have been expected to spend in the 90 days after they next fall silent, seen from that instant;
 * minor units, 0 where no stage of silence can follow. Until something happens it stays the same, whenever it is read.
 */
export function valueAtStake(state: Reckoned, playbook: Playbook): number {
  const silence = nextSilence(state.limits, state.asOf);
  return silence === null ? 0 : outlookAt(state, playbook, silence.at).revenue;
}

/** Since the first purchase, of which a summary does not say when it was; the pace of less than 90 days says nothing. */
function lifeDays({ ledger }: Reckoned, at: Instant): number {
  const { summary } = ledger;
  const firstAt = firstPurchaseAt(ledger);
  const before = undatedActions(summary) > 0 ? SUMMED_UP_DAYS : 0;
  return Math.max(OUTLOOK_DAYS, before + (at - (firstAt ?? at)) / DAY);
}

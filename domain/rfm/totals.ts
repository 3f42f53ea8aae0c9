import { DAY, utcDay, type Instant } from '../time.ts';
import { buyingDays, lastPurchaseAt, type Ledger } from './ledger.ts';
import type { ScoringModel } from './model.ts';
import type { Totals } from './score.ts';
import { undatedActions } from './summary.ts';

/** What a customer's facts say besides purchases. */
export interface Engagement {
  /** Last sign of life that is no action. */
  readonly engagedAt: Instant | null;
}

/** What counts at `now`; `null` where no purchase has ever counted. */
export function totalsOf(ledger: Ledger, { engagedAt }: Engagement, model: ScoringModel, now: Instant): Totals | null {
  if (ledger.orders === 0) return null;
  const last = lastPurchaseAt(ledger);
  const recencyFrom = model.recencyOf === 'engagement' ? Math.max(last, engagedAt ?? last) : last;
  return { lastPurchaseAt: last, recencyFrom, ...counted(ledger, model, now) };
}

/** When purchases next leave the window, so that totals change by time alone; `null` where none will. */
export function totalsChangeAt(
  { days }: Ledger,
  { windowDays }: Pick<ScoringModel, 'windowDays'>,
  now: Instant,
): Instant | null {
  if (windowDays === null) return null;
  const oldest = days.find(([day]) => day >= utcDay(now) - windowDays);
  return oldest ? (oldest[0] + windowDays + 1) * DAY : null;
}

function counted(
  ledger: Ledger,
  { windowDays, frequencyOf }: ScoringModel,
  now: Instant,
): Pick<Totals, 'orders' | 'frequency' | 'revenue'> {
  if (windowDays === null) {
    const { orders, revenue } = ledger;
    const days = () => buyingDays(ledger).length + undatedActions(ledger.summary);
    return { orders, revenue, frequency: frequencyOf === 'orders' ? orders : days() };
  }
  const first = utcDay(now) - windowDays;
  let [orders, revenue, days] = [0, 0, 0];
  for (const [day, count, sum] of ledger.days) {
    if (day < first) continue;
    orders += count;
    revenue += sum;
    days += 1;
  }
  return { orders, revenue, frequency: frequencyOf === 'orders' ? orders : days + undatedSince(first, ledger) };
}

/** A summary's actions lie at its last one, each as on a day of its own: nobody knows that any two were on the same. */
function undatedSince(first: number, { summary }: Ledger): number {
  return summary !== null && utcDay(summary.lastActionAt) >= first ? undatedActions(summary) : 0;
}

import { dayOf } from '../time-zone.ts';
import type { Instant } from '../time.ts';
import { buyingDays, lastPurchaseAt, type Ledger } from './ledger.ts';
import { zoneOf, type ScoringModel } from './model.ts';
import type { Totals } from './score.ts';

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

function counted(
  ledger: Ledger,
  { windowDays, frequencyOf, counts }: ScoringModel,
  now: Instant,
): Pick<Totals, 'orders' | 'frequency' | 'revenue'> {
  if (windowDays === null) {
    const { orders, revenue } = ledger;
    return { orders, revenue, frequency: frequencyOf === 'orders' ? orders : buyingDays(ledger).length };
  }
  const first = dayOf(now, zoneOf(counts)) - windowDays;
  let [orders, revenue, days] = [0, 0, 0];
  for (const [day, count, sum] of ledger.days) {
    if (day < first) continue;
    orders += count;
    revenue += sum;
    days += 1;
  }
  return { orders, revenue, frequency: frequencyOf === 'orders' ? orders : days };
}

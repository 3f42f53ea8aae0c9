import type { FirstGap } from '../../domain/silence/rhythm.ts';
import { buyingDays, type Ledger } from '../../domain/ledger/ledger.ts';
import { buyingOf, groupBuying, type Buying, type BuyingGroup } from '../../domain/rhythm/buying.ts';
import { firstGap, gapPercentile } from '../../domain/rhythm/gap.ts';
import type { SpendingGroup } from '../../domain/rhythm/gamma-gamma.ts';

/** A base as a fit sees it, gathered ledger by ledger. */
export class FitBase {
  /** Customers left out: a summary does not say on which days they bought. */
  summaries = 0;
  /** Days with orders, and their revenue in minor units. */
  #days = 0;
  #revenue = 0;
  readonly #end: number;
  readonly #buying: Buying[] = [];
  readonly #spending = new Map<string, SpendingGroup & { count: number }>();
  readonly #gaps = new Map<number, number>();

  /** @param end the calendar day up to which it is seen */
  constructor(end: number) {
    this.#end = end;
  }

  add(ledger: Ledger): void {
    if (ledger.summary !== null) {
      this.summaries += 1;
      return;
    }
    const days = buyingDays(ledger);
    const buying = buyingOf(days, this.#end);
    if (buying === null) return;
    this.#buying.push(buying);
    this.#days += days.length;
    this.#revenue += ledger.revenue;
    this.#addSpending(days.length, ledger.revenue);
    const gap = firstGap(days);
    if (gap !== null) this.#gaps.set(gap, (this.#gaps.get(gap) ?? 0) + 1);
  }

  groups(): readonly BuyingGroup[] {
    return groupBuying(this.#buying);
  }

  /** Of everybody who bought on several days: all of their days, since the ledger does not set the first one apart. */
  spending(): readonly SpendingGroup[] {
    return [...this.#spending.values()];
  }

  /** How many gaps from a first to a second buying day there are. */
  gaps(): number {
    return [...this.#gaps.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of those who did return: by `overdue` and `lapsed` days, this share of them had. */
  firstGap(overdue: number, lapsed: number): FirstGap {
    const counts = [...this.#gaps].map(([days, count]) => ({ days, count }));
    const after = (share: number) => Math.round(gapPercentile(counts, share) ?? 0);
    return { overdueDays: after(overdue), lapsedDays: after(lapsed), gaps: this.gaps() };
  }

  /** Mean revenue of a day with orders, minor units. */
  meanOrder(): number {
    return this.#days === 0 ? 0 : Math.round(this.#revenue / this.#days);
  }

  #addSpending(x: number, revenue: number): void {
    if (x < 2 || revenue <= 0) return;
    const key = `${x} ${revenue}`;
    const group = this.#spending.get(key);
    if (group) group.count += 1;
    else this.#spending.set(key, { x, mean: revenue / x, count: 1 });
  }
}

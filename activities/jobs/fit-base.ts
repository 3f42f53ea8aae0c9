import type { Buyer } from '../../db/customers/customer-pages.ts';
import type { PastBase } from '../../domain/backtest/trial.ts';
import type { FirstGap } from '../../domain/silence/rhythm.ts';
import { buyingDays, type Ledger } from '../../domain/ledger/ledger.ts';
import { buyingOf, groupBuying, type Buying, type BuyingGroup } from '../../domain/rhythm/buying.ts';
import { firstGap, firstGapQuantiles } from '../../domain/rhythm/gap.ts';
import type { SpendingGroup } from '../../domain/rhythm/gamma-gamma.ts';
import type { Watched } from '../../domain/rhythm/kaplan-meier.ts';
import type { History } from '../../domain/silence/past-spells.ts';
import { historyOf, signDays } from '../../domain/silence/spell-of-ledger.ts';

/** Whose past rules are held against, at most: more tell nothing new, and would take long. */
const MOST_HISTORIES = 30_000;
/** By the first of these shares of those who return, a one-time buyer is overdue; by the second, lapsed. */
const FIRST_GAP_SHARES = [0.8, 0.95] as const;

/** A base as a fit sees it, gathered customer by customer. */
export class FitBase {
  /** Customers left out: a summary does not say on which days they bought. */
  summaries = 0;
  /** Days with orders, and their revenue in minor units. */
  #days = 0;
  #revenue = 0;
  #first = Infinity;
  readonly #end: number;
  readonly #each: number;
  readonly #buying: Buying[] = [];
  readonly #histories: History[] = [];
  readonly #spending = new Map<string, SpendingGroup & { count: number }>();
  readonly #gaps: Watched[] = [];

  /**
   * @param end the calendar day up to which it is seen
   * @param customers how many there are, about
   */
  constructor(end: number, customers: number) {
    this.#end = end;
    this.#each = Math.max(1, Math.ceil(customers / MOST_HISTORIES));
  }

  add({ ledger, signals }: Buyer): void {
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
    this.#addSpending(days.length, ledger);
    const first = days[0] ?? this.#end;
    this.#first = Math.min(this.#first, first);
    const gap = firstGap(days);
    this.#gaps.push({ days: gap ?? this.#end - first, isOver: gap !== null });
    if (this.#buying.length % this.#each !== 1 % this.#each) return;
    this.#histories.push({ ...historyOf(ledger), signs: signDays(signals) });
  }

  groups(): readonly BuyingGroup[] {
    return groupBuying(this.#buying);
  }

  /** What rules are held against: a part of a large base. */
  past(): PastBase {
    return { histories: this.#histories, first: Math.min(this.#first, this.#end), end: this.#end };
  }

  /** Of everybody who bought on several days: all of their days, since the ledger does not set the first one apart. */
  spending(): readonly SpendingGroup[] {
    return [...this.#spending.values()];
  }

  /** How many gaps from a first to a second buying day there are. */
  gaps(): number {
    return this.#gaps.filter(({ isOver }) => isOver).length;
  }

  /** How long customers take to come back a first time; `null` where the base is too young to tell. */
  firstGap(): FirstGap | null {
    const known = firstGapQuantiles(this.#gaps, FIRST_GAP_SHARES);
    if (known === null) return null;
    const [overdueDays = 0, lapsedDays = 0] = known.days;
    return { overdueDays, lapsedDays, gaps: this.gaps() };
  }

  /** Mean revenue of a day with orders, minor units. */
  meanOrder(): number {
    return this.#days === 0 ? 0 : Math.round(this.#revenue / this.#days);
  }

  #addSpending(x: number, { revenue }: Ledger): void {
    if (x < 2 || revenue <= 0) return;
    const key = `${x} ${revenue}`;
    const group = this.#spending.get(key);
    if (group) group.count += 1;
    else this.#spending.set(key, { x, mean: revenue / x, count: 1 });
  }
}

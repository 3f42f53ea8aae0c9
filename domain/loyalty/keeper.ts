import type { BadgeId, DrawId, PoolId, QuestId } from '../ids.schema.ts';
import type { EventKey, OrderKey } from '../keys.ts';
import type { OrderFacts } from '../ledger/ledger.ts';
import { activePoints, comingIn, negative, posted, sumOf, taken, type PendingLot, type Posting } from './account.ts';
import type { Day } from './calendar.ts';
import type { Gain } from './earn.ts';
import { evolved } from './evolve.ts';
import type { LoyaltyFact } from './facts.ts';
import { activeLot, pendingLot, slid, type Lasting } from './lots.ts';
import type { QuestRunning } from './quests/state.ts';
import type { Cause } from './rewards/cause.ts';
import {
  leftOfLot,
  learnKeyFact,
  NO_KEY_POINTS,
  pointsToReverse,
  restored,
  reversal,
  type KeyPoints,
} from './key-points.ts';
import { entriesOf, own } from '../own.ts';
import { NO_LOYALTY, type LoyaltyState, type Ticket } from './state.ts';

/** A fact before it has its number. */
type Untold = LoyaltyFact extends infer Fact ? (Fact extends LoyaltyFact ? Omit<Fact, 'n'> : never) : never;

/** The one that keeps a customer's points during one instant: whatever changes is told as a fact, and made by it. */
export class Keeper {
  state: LoyaltyState | undefined;
  readonly facts: LoyaltyFact[] = [];
  readonly today: Day;
  /** What is known of orders and spendings; it learns from what is told. */
  readonly #known: Map<EventKey, KeyPoints>;
  /** The purchase that earns whatever is given now. */
  order: OrderKey | undefined;

  constructor(state: LoyaltyState | undefined, today: Day, known: Map<EventKey, KeyPoints>, order?: OrderKey) {
    this.order = order;
    this.state = state;
    this.today = today;
    this.#known = known;
  }

  get account() {
    return (this.state ?? NO_LOYALTY).account;
  }

  tell(untold: Untold): void {
    const fact: LoyaltyFact = { ...untold, n: (this.state?.facts ?? 0) + 1 };
    this.facts.push(fact);
    this.state = evolved(this.state, [fact]);
    learnKeyFact(this.#known, fact);
  }

  /** What has waited long enough turns active. */
  activateDue(): void {
    if (this.account.pending.length === 0) return;
    this.#activate(
      this.account.pending.filter(({ active }) => active <= this.today),
      (lot) => lot.active,
    );
  }

  /** What waits for any such event turns active now. */
  activateBy(type: string): void {
    this.#activate(
      this.account.pending.filter(({ until, match }) => until === type && match === undefined),
      () => this.today,
    );
  }

  /** What this order earned, and waits for such an event of it, turns active now. */
  activateOrder(type: string, order: OrderKey): void {
    const waiting = (this.#known.get(order)?.waiting ?? []).filter(({ until, match }) => until === type && match);
    this.#activate(
      waiting.flatMap((lot) => leftOfLot(this.account, lot)),
      () => this.today,
      order,
    );
  }

  #activate(lots: readonly PendingLot[], sinceOf: (lot: PendingLot) => Day, order?: OrderKey): void {
    if (lots.length === 0) return;
    const comes = comingIn(
      this.account,
      lots.map((lot) => activeLot(lot.points, sinceOf(lot), lot.expire)),
    );
    const pending = lots.map((lot) => ({ ...lot, points: -lot.points }));
    const posts = { pending, ...comes };
    this.tell({ what: 'activated', points: sumOf(lots), posts, ...(order === undefined ? {} : { order }) });
  }

  expireDue(): void {
    const lots = this.account.active.filter(({ expires }) => expires !== null && expires <= this.today);
    if (lots.length === 0) return;
    this.tell({ what: 'expired', points: sumOf(lots), posts: { active: lots.map(negative) } });
  }

  /** @param day on which the event happened */
  earn({ rule, points, multiplied }: Gain, day: Day, by: EventKey, order: OrderKey | undefined): void {
    this.tell({
      what: 'earned',
      points,
      rule: rule.id,
      by,
      ...(order === undefined ? {} : { order }),
      day,
      ...(multiplied === undefined ? {} : { multiplied }),
      posts: this.#earning(rule, points, day),
    });
  }

  /** Points of a reward, as of today. */
  award(points: number, lasting: Lasting, cause: Cause): void {
    const day = this.today;
    this.tell({ what: 'awarded', points, cause, day, posts: this.#earning(lasting, points, day) });
  }

  /** A coupon or a ticket, with the order that it is taken back with. */
  grant(
    given: { readonly what: 'granted'; readonly pool: PoolId } | { readonly what: 'ticket'; readonly draw: DrawId },
    cause: Cause,
  ): void {
    const { order, today: day } = this;
    this.tell({ ...given, cause, day, ...(order === undefined ? {} : { order }) });
  }

  /** The quests that are not over. */
  runningQuests(): readonly (readonly [QuestId, QuestRunning])[] {
    const { quests } = this.state ?? NO_LOYALTY;
    if (quests === undefined) return [];
    return entriesOf(quests).flatMap(([id, state]) => (state.is === 'running' ? [[id, state] as const] : []));
  }

  hasBadge(badge: BadgeId): boolean {
    return own(this.state?.badges ?? {}, badge) !== undefined;
  }

  /** A ticket that is not played yet. */
  ticket(draw: DrawId, ticket: number): Ticket | undefined {
    return this.state?.tickets?.find((one) => one.fact === ticket && one.draw === draw);
  }

  #earning(lasting: Lasting, points: number, day: Day): Posting {
    const pending = pendingLot(points, day, lasting);
    const comes: Posting = pending
      ? { pending: [pending] }
      : comingIn(this.account, [activeLot(points, day, lasting.expire)]);
    const moved = slid(posted(this.account, comes).active, day);
    return moved.length === 0 ? comes : { ...comes, active: [...(comes.active ?? []), ...moved] };
  }

  /** Takes back what refunds leave unearned. @param day of the purchase */
  reverse(order: OrderKey, facts: OrderFacts, day: Day, by: EventKey): void {
    const known = this.#known.get(order) ?? NO_KEY_POINTS;
    const points = pointsToReverse(known, facts);
    if (points > 0)
      this.tell({ what: 'reversed', points, order, by, day, posts: reversal(this.account, known, points) });
  }

  /** @returns whether there were as many */
  spend(points: number, by: EventKey): boolean {
    const { lots, lacking } = taken(this.account, points);
    if (lacking > 0) this.tell({ what: 'refused', points, had: activePoints(this.account), by });
    else this.tell({ what: 'spent', points, by, posts: { active: lots } });
    return lacking === 0;
  }

  /** Gives back what a spending took, as if it had not been. @returns whether there was anything of it */
  giveBack(spend: EventKey, by: EventKey): boolean {
    const spent = this.#known.get(spend)?.spent ?? [];
    if (spent.length === 0) return false;
    const earnedOn = this.state?.gained.days.at(-1)?.[0];
    const posts = comingIn(this.account, restored(spent, this.today, earnedOn));
    this.tell({ what: 'returned', points: sumOf(spent), spend, by, posts });
    return true;
  }

  /** By hand: points that come do not expire. @returns whether there were as many as are taken */
  adjust(points: number, reason: string, by: EventKey): boolean {
    const { lots, lacking } = points < 0 ? taken(this.account, -points) : { lots: [], lacking: 0 };
    if (lacking > 0) {
      this.tell({ what: 'refused', points: -points, had: activePoints(this.account), by });
      return false;
    }
    const posts = points < 0 ? { active: lots } : comingIn(this.account, [{ points, expires: null }]);
    this.tell({ what: 'adjusted', points, reason, by, posts });
    return true;
  }
}

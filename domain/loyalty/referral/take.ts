import type { CustomerEvent, Purchase, ReferralBrought, ReferralCame, Refund } from '../../events/event.ts';
import type { PointsOutcome } from '../../events/outcome.ts';
import type { OrderKey } from '../../keys.ts';
import { leftOf, type Ledger, type OrderFacts } from '../../ledger/ledger.ts';
import type { Counts } from '../../scoring/model.ts';
import { DAY, type Instant } from '../../time.ts';
import type { Keeper } from '../keeper.ts';
import { giveReward, type Reward } from '../rewards/index.ts';
import type { Cause } from '../rewards/cause.ts';
import { withinYear } from './evolve.ts';
import type { Referral } from './referral.schema.ts';
import type { ReferralState } from './state.ts';

/** What is known at one instant besides what a keeper knows. */
export interface ReferralTaking {
  /** Left out: the programme has none. */
  readonly referral: Referral | undefined;
  readonly at: Instant;
  readonly orders: ReadonlyMap<OrderKey, OrderFacts>;
  /** Before the event. */
  readonly ledger: Ledger;
  readonly counts: Pick<Counts, 'actions'>;
}

/** Rewards whoever was brought once nothing can be given back any more; the effect of the fact tells who brought them. */
export function passReferral(keeper: Keeper, referral: Referral | undefined, at: Instant): void {
  const brought = keeper.state?.referral?.brought;
  if (brought?.is !== 'pending' || brought.due > at) return;
  keeper.tell({ what: 'referral', is: 'rewarded', from: brought.by });
  giveAll(keeper, referral?.referred ?? [], { by: 'referral', as: 'referred', other: brought.by });
}

/** When `passReferral` has something to do next. */
export function referralTime({ brought }: ReferralState = {}): Instant {
  return brought?.is === 'pending' ? brought.due : Infinity;
}

/** What an event says of bringing, or does to it. @returns what came of asking, where the event asks for something */
export function takeReferral(
  keeper: Keeper,
  taking: ReferralTaking,
  event: CustomerEvent,
): Exclude<PointsOutcome['is'], 'insufficient'> | undefined {
  if (event.kind === 'referral-came') return come(keeper, taking, event);
  if (event.kind === 'referral-brought') reward(keeper, taking.referral, event);
  if (event.kind === 'purchase') buy(keeper, taking, event);
  if (event.kind === 'refund') refund(keeper, taking, event);
  return undefined;
}

/** Whoever has bought is no newcomer, and whoever was brought stays with the one who brought them. */
function come(keeper: Keeper, taking: ReferralTaking, { key, from, customer, at }: ReferralCame) {
  const { referral } = taking;
  if (referral === undefined || from === customer) return 'no-referral';
  const before = keeper.state?.referral?.brought;
  // The same pair, asked once more under a later programme.
  if (before !== undefined) return before.by === from ? 'accepted' : 'brought-before';
  if (hasBought(taking)) return 'bought-before';
  keeper.tell({ what: 'referral', is: 'came', by: key, from, at, ends: at + referral.windowDays * DAY });
  return 'accepted';
}

/** Of a model that counts other actions too, only money tells that something was bought. */
function hasBought({ ledger, counts }: ReferralTaking): boolean {
  return counts.actions.length > 1 ? ledger.revenue > 0 : ledger.orders > 0;
}

/** Imported history says nothing of whom somebody brought. */
function buy(keeper: Keeper, { referral, orders, at }: ReferralTaking, event: Purchase): void {
  const brought = keeper.state?.referral?.brought;
  if (referral === undefined || brought?.is !== 'open' || event.silent === true) return;
  const facts = orders.get(event.key);
  if (event.at < brought.at || event.at >= brought.ends || !isEnough(facts, referral)) return;
  keeper.tell({ what: 'referral', is: 'bought', order: event.key, due: event.at + referral.pendingDays * DAY });
  passReferral(keeper, referral, at);
}

function refund(keeper: Keeper, { referral, orders }: ReferralTaking, { order }: Refund): void {
  const brought = keeper.state?.referral?.brought;
  if (brought?.is !== 'pending' || brought.order !== order || isEnough(orders.get(order), referral)) return;
  keeper.tell({ what: 'referral', is: 'lost', order });
}

function isEnough(facts: OrderFacts | undefined, referral: Referral | undefined): boolean {
  return facts !== undefined && leftOf(facts) >= (referral?.minOrder ?? 1);
}

/** The one who brings: told once for each whom they brought, because the key of the event names that customer. */
function reward(keeper: Keeper, referral: Referral | undefined, { who }: ReferralBrought): void {
  const { today: day } = keeper;
  const head = { what: 'referral', is: 'brought', who, day } as const;
  const isBeyond = withinYear(keeper.state?.referral ?? {}, day).length >= (referral?.mostPerYear ?? 0);
  keeper.tell(isBeyond ? { ...head, beyond: true } : head);
  if (!isBeyond) giveAll(keeper, referral?.referrer ?? [], { by: 'referral', as: 'referrer', other: who });
}

function giveAll(keeper: Keeper, rewards: readonly Reward[], cause: Cause): void {
  for (const one of rewards) giveReward(one, cause, keeper);
}

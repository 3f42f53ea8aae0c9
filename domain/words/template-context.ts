import type { StepPlace } from '../journey/facts.ts';
import type { Enter } from '../journey/triggers/index.ts';
import type { Payload } from '../journey/payload.ts';
import { presentAttributes, type AttributeValue } from '../attributes/attributes.ts';
import type { Playbook } from '../playbook.ts';
import { recencyDays } from '../scoring/score.ts';
import { scoreLabel } from '../scoring/scores.ts';
import type { SegmentId } from '../scoring/segment.ts';
import { totalsOf } from '../ledger/totals.ts';
import type { Totals } from '../scoring/score.ts';
import type { CustomerState } from '../decision/state.ts';
import type { PoolId, TierId } from '../ids.schema.ts';
import { questNamedIn, type QuestContext } from './quest-context.ts';
import type { GrantedCoupon } from '../loyalty/state.ts';
import { loyaltyView, type LoyaltyView, type TierView } from '../loyalty/view.ts';
import { isoTime, DAY } from '../time.ts';

export interface TemplateContext {
  readonly segment: SegmentId | null;
  readonly previousSegment: SegmentId | null;
  readonly score: string | null;
  readonly orders: number;
  /** Minor units. */
  readonly revenue: number;
  readonly daysSinceLast: number | null;
  /** Where the template may name them. */
  readonly points?: PointsContext;
  readonly tier?: TierContext;
  readonly quest?: QuestContext;
  /** Which coupon the template names; its code is looked up when the message goes out. */
  readonly coupon?: CouponContext;
  /** Those that the template may name. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** What came with the enrolment, where they were asked in by name. */
  readonly entry?: Payload;
}

/** A coupon by its grant: no code is in any history. */
export interface CouponContext {
  readonly pool: PoolId;
  /** The number of the fact that granted it. */
  readonly fact: number;
}

/** What templates may see of points. */
interface PointsContext {
  /** What can be spent, and what cannot be spent yet. */
  readonly active: number;
  readonly pending: number;
  /** What expires next, and the last day of it, such as 2027-05-31; 0 and `null` where nothing does. */
  readonly expiring: number;
  readonly expiring_on: string | null;
}

/** What templates may see of the tier; names and ids are `null` where there is none. */
interface TierContext {
  readonly id: TierId | null;
  readonly name: string | null;
  readonly next: string | null;
  /** So much more of the metric reaches the next one. */
  readonly missing: number;
  /** The first day on which it is lost if nothing more is done; `null`: it is kept. */
  readonly lost_on: string | null;
}

/**
 * What conditions and templates may see of a customer, as of `state.asOf`.
 * @param totals of that instant, where they are at hand
 */
export function templateContext(
  state: CustomerState,
  playbook: Playbook,
  totals: Totals | null = totalsOf(state.ledger, state, playbook.scoring, state.asOf),
): TemplateContext {
  return {
    segment: state.standing?.segment ?? null,
    previousSegment: state.standing?.previous ?? null,
    score: state.standing ? scoreLabel(state.standing.scores) : null,
    orders: totals?.orders ?? 0,
    revenue: totals?.revenue ?? 0,
    daysSinceLast: totals && recencyDays(totals.lastPurchaseAt, playbook.scoring, state.asOf),
  };
}

/**
 * The attributes whose names occur in these texts, so that an effect carries no more of a customer than its template asks
 * for; nothing where there are none.
 */
export function attributesNamedIn(
  texts: readonly (string | undefined)[],
  state: CustomerState,
): Pick<TemplateContext, 'attributes'> {
  if (state.attributes === undefined || !texts.some((text) => text?.includes('attributes'))) return {};
  const named = [...presentAttributes(state)].filter(([name]) => texts.some((text) => text?.includes(name)));
  return named.length === 0 ? {} : { attributes: Object.fromEntries(named.map(([name, { value }]) => [name, value])) };
}

/** Whether a text may name it. */
const NAMES_POINTS = /\b(points|tier|quest)\b/;

/**
 * Points and the tier, where one of these texts may name them, so that an effect carries no more of a customer than its
 * template asks for; nothing where there is no programme.
 */
export function loyaltyNamedIn(
  texts: readonly (string | undefined)[],
  state: CustomerState,
  { loyalty }: Pick<Playbook, 'loyalty'>,
  timezone: string,
): Pick<TemplateContext, 'points' | 'tier' | 'quest'> {
  if (loyalty === undefined || !texts.some((text) => text !== undefined && NAMES_POINTS.test(text))) return {};
  const view = loyaltyView(loyalty, state, state.asOf, timezone);
  const quest = questNamedIn(texts, loyalty, state, timezone);
  return { points: pointsIn(view), tier: tierIn(view.tier), ...(quest === null ? {} : { quest }) };
}

function pointsIn({ active, pending, expiring }: LoyaltyView): PointsContext {
  const [soon] = expiring;
  const none = { active, pending, expiring: 0, expiring_on: null };
  return soon === undefined ? none : { ...none, expiring: soon.points, expiring_on: dayIso(soon.last) };
}

function tierIn(view: TierView | null): TierContext {
  const { held = null, next = null } = view ?? {};
  const above = { next: next?.name ?? null, missing: next?.missing ?? 0 };
  if (held === null) return { id: null, name: null, ...above, lost_on: null };
  const { id, name, lost } = held;
  return { id, name, ...above, lost_on: lost === null ? null : dayIso(lost) };
}

function dayIso(day: number): string {
  return isoTime(day * DAY).slice(0, 10);
}

/** In a tag of Liquid, and not among the words around it. */
const NAMES_COUPON = /\{[{%][^{}]*\bcoupon\s*[.[]/;

/** Whether one of these texts says something of a coupon. */
export function nameCoupon(texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => text !== undefined && NAMES_COUPON.test(text));
}

/**
 * The coupon that a message of this enrolment is about: the newest that a step of it gave; or else, in a journey that lets
 * in whose coupon expires, the one of which the customer was warned last; or else the newest that no journey gave.
 * @returns `undefined` where there is none
 */
export function couponOf(
  { loyalty }: CustomerState,
  { journey, enrolment }: Pick<StepPlace, 'journey' | 'enrolment'>,
  { on }: Pick<Enter, 'on'>,
): CouponContext | undefined {
  const coupons = loyalty?.coupons ?? [];
  const own = coupons.findLast(({ inside }) => inside?.journey === journey && inside.enrolment === enrolment);
  const found =
    own ??
    (on === 'expiring' ? warnedOf(coupons) : undefined) ??
    coupons.findLast(({ inside }) => inside === undefined);
  return found && { pool: found.pool, fact: found.fact };
}

function warnedOf(coupons: readonly GrantedCoupon[]): GrantedCoupon | undefined {
  const warned = coupons.filter(({ ends }) => ends?.warned !== undefined);
  return warned.toSorted((a, b) => (a.ends?.warned?.fact ?? 0) - (b.ends?.warned?.fact ?? 0)).at(-1);
}

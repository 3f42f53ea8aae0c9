import type { TemplateContext } from '../domain/words/template-context.ts';
import type { RecommendedInMail } from '../domain/recommend/in-mail.ts';
import type { CustomerId } from '../domain/ids.schema.ts';

/** What templates may name. `revenue` is in minor units; what is not known yet is `nil`. */
export const TEMPLATE_VARIABLES = [
  'customer',
  'segment',
  'previous_segment',
  'score',
  'orders',
  'revenue',
  'days_since_last',
  'points',
  'tier',
  'quest',
  'coupon',
  'attributes',
  'entry',
  'recs',
  'unsubscribe_url',
  'preferences_url',
  'message_id',
] as const;

export type TemplateVariables = Readonly<
  Record<
    Exclude<
      (typeof TEMPLATE_VARIABLES)[number],
      'points' | 'tier' | 'quest' | 'coupon' | 'attributes' | 'entry' | 'recs'
    >,
    string | number | null
  >
> & {
  /** Nothing is 0, and nobody holds a tier, where there is no loyalty programme. */
  readonly points: NonNullable<TemplateContext['points']>;
  readonly tier: NonNullable<TemplateContext['tier']>;
  readonly quest: NonNullable<TemplateContext['quest']>;
  readonly coupon: CouponWords;
  /** Those that the customer has; any other is `nil`. */
  readonly attributes: NonNullable<TemplateContext['attributes']>;
  /** What came with the enrolment; any other name is `nil`. */
  readonly entry: NonNullable<TemplateContext['entry']>;
  /** What the customer is recommended, the best first. */
  readonly recs: readonly RecommendedInMail[];
};

/** What a message says of a coupon; `nil` where nobody was granted one. */
export interface CouponWords {
  readonly code: string | null;
  /** The last day on which it works, such as 2027-05-31. */
  readonly expires_on: string | null;
}

/** Whom a mail is written to, and what is known of them as of the decision. */
export interface Reader {
  readonly customer: CustomerId;
  readonly context: TemplateContext;
  readonly unsubscribeUrl: string;
  /** Where they choose what they get; left out, the same. */
  readonly preferencesUrl?: string;
  /** The coupon it is about; left out where it is about none. */
  readonly coupon?: CouponWords;
  /** Of the mail itself; left out where a text of another kind is rendered. */
  readonly messageId?: string;
  /** Read only where the template names them. */
  readonly recs?: readonly RecommendedInMail[];
}

const NO_POINTS: TemplateVariables['points'] = { active: 0, pending: 0, expiring: 0, expiring_on: null };
const NO_COUPON: CouponWords = { code: null, expires_on: null };
const NO_TIER: TemplateVariables['tier'] = { id: null, name: null, next: null, missing: 0, lost_on: null };

const NO_QUEST: TemplateVariables['quest'] = { id: null, name: null, step: null, done: 0, target: 0, deadline: null };

export function templateVariables({
  customer,
  context,
  coupon,
  unsubscribeUrl,
  preferencesUrl,
  messageId,
  recs = [],
}: Reader): TemplateVariables {
  return {
    customer,
    segment: context.segment,
    previous_segment: context.previousSegment,
    score: context.score,
    orders: context.orders,
    revenue: context.revenue,
    days_since_last: context.daysSinceLast,
    points: context.points ?? NO_POINTS,
    tier: context.tier ?? NO_TIER,
    quest: context.quest ?? NO_QUEST,
    coupon: coupon ?? NO_COUPON,
    attributes: context.attributes ?? {},
    entry: context.entry ?? {},
    recs,
    unsubscribe_url: unsubscribeUrl,
    preferences_url: preferencesUrl ?? unsubscribeUrl,
    message_id: messageId ?? null,
  };
}

/** What the feed tells of. */
export const FEED_KINDS = [
  'move',
  'silence',
  'audience',
  'journey',
  'send',
  'points',
  'tier',
  'badge',
  'quest',
  'coupon',
  'draw',
  'referral',
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

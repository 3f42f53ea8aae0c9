/** What a change may be about. */
export const AUDITED_KINDS = [
  'audience',
  'catalogue',
  'channel',
  'clock',
  'coupon-pool',
  'customer',
  'feed',
  'invitation',
  'iys',
  'job',
  'journey',
  'key',
  'loyalty',
  'mail',
  'placements',
  'policies',
  'quarantine',
  'scoring',
  'session',
  'silence',
  'source',
  'subscription',
  'template',
  'user',
  'webhooks',
  'workspace',
] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

/** Who changed something: a person of the team, or a program by its key. */
export interface Actor {
  readonly kind: 'user' | 'key';
  readonly id: string;
}

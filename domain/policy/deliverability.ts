import type { EffectState } from '../effect.ts';
import type { Bounce } from './bounces.ts';

/** What came back of one message that had gone out: each once, whatever is told again. */
export interface MessageBack {
  readonly bounced?: Bounce;
  readonly complained?: true;
  /** Its reader withdrew by it, or as the answer to it. */
  readonly unsubscribed?: true;
  /** By our own picture, link or button, and only where these are looked at. */
  readonly opened?: true;
  readonly clicked?: true;
}

/** As much of a message as says whether it arrived. */
export interface MessageFate {
  readonly state: EffectState;
  /** What its provider told after taking it. */
  readonly delivery?: 'delivered' | 'undelivered';
  readonly back?: MessageBack;
}

/** What is counted of messages; `bounced` holds those of `bouncedHard`. */
export const FATES = [
  'sent',
  'delivered',
  'bounced',
  'bouncedHard',
  'complained',
  'unsubscribed',
  'unknown',
  'failed',
  'opened',
  'clicked',
] as const;
export type Fate = (typeof FATES)[number];

/** How many messages came to what. */
export type Fates = Readonly<Record<Fate, number>>;

export const NO_FATES: Fates = {
  sent: 0,
  delivered: 0,
  bounced: 0,
  bouncedHard: 0,
  complained: 0,
  unsubscribed: 0,
  unknown: 0,
  failed: 0,
  opened: 0,
  clicked: 0,
};

/**
 * What one message adds: nothing while it may still be tried, or was not sent by our own rules. One that bounced was
 * sent, and one that came back is counted even where nobody knew whether it had gone out.
 */
export function fatesOf({ state, delivery, back = {} }: MessageFate): Partial<Fates> {
  switch (state) {
    case 'begun':
    case 'retry':
    case 'skipped':
      return {};
    case 'failed':
      return { failed: 1 };
    case 'unknown':
      return { unknown: 1, ...cameOf(back) };
    case 'done':
      return {
        sent: 1,
        ...(delivery === 'delivered' ? { delivered: 1 } : {}),
        ...cameOf(delivery === 'undelivered' && back.bounced === undefined ? { ...back, bounced: 'soft' } : back),
      };
  }
}

function cameOf({ bounced, complained, unsubscribed, opened, clicked }: MessageBack): Partial<Fates> {
  return {
    ...(bounced === undefined ? {} : { bounced: 1 }),
    ...(bounced === 'hard' ? { bouncedHard: 1 } : {}),
    ...(complained ? { complained: 1 } : {}),
    ...(unsubscribed ? { unsubscribed: 1 } : {}),
    ...(opened ? { opened: 1 } : {}),
    ...(clicked ? { clicked: 1 } : {}),
  };
}

export function addFates(one: Fates, other: Fates): Fates {
  return Object.fromEntries(FATES.map((fate) => [fate, one[fate] + other[fate]])) as Record<Fate, number>;
}

/** Shares from 0 to 1; `null`: of nothing. */
export interface FateRates {
  /** Of those sent. */
  readonly bounced: number | null;
  /** These of those sent that did not bounce: only whoever got one can complain, leave, open or click. */
  readonly complained: number | null;
  readonly unsubscribed: number | null;
  readonly opened: number | null;
  readonly clicked: number | null;
}

export function ratesOf(fates: Fates): FateRates {
  const arrived = fates.sent - fates.bounced;
  const of = (some: number, all: number) => (all > 0 ? some / all : null);
  return {
    bounced: of(fates.bounced, fates.sent),
    complained: of(fates.complained, arrived),
    unsubscribed: of(fates.unsubscribed, arrived),
    opened: of(fates.opened, arrived),
    clicked: of(fates.clicked, arrived),
  };
}

/**
 * Above these, mailboxes begin to refuse a sender. Complaints: the sender guidelines of Gmail want less than 0.1 % and
 * never 0.3 %, those of Yahoo less than 0.3 %. Bounces: no mailbox says a number; 2 % is the rule of thumb of mail
 * services, and Amazon SES looks into senders from 5 % on.
 */
export const LIMITS = { complained: 0.001, complainedNever: 0.003, bounced: 0.02 } as const;

/** Of fewer, one complaint is more than `LIMITS.complained`. */
export const FEW_SENT = 1_000;

export type DeliverabilityWarning = 'complaints' | 'complaints-blocking' | 'bounces';

/** What to look into; the two about complaints exclude each other. */
export function warningsOf(fates: Fates): readonly DeliverabilityWarning[] {
  const { complained, bounced } = ratesOf(fates);
  const share = complained ?? 0;
  return [
    ...(share >= LIMITS.complainedNever ? (['complaints-blocking'] as const) : []),
    ...(share > LIMITS.complained && share < LIMITS.complainedNever ? (['complaints'] as const) : []),
    ...((bounced ?? 0) > LIMITS.bounced ? (['bounces'] as const) : []),
  ];
}

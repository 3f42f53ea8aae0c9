import { DAY, MINUTE, type Instant } from '../time.ts';

/** The channels whose owners can be asked to confirm a consent. */
export const CONFIRMED_BY = ['email', 'sms'] as const;
export type ConfirmedBy = (typeof CONFIRMED_BY)[number];

/**
 * So long a consent may be confirmed after it was asked for, ms; later the link leads nowhere, and a reply answers nothing.
 * A link says what it answers. A YES says it by coming soon, so it has less time.
 */
export const CONFIRM_WITHIN: Readonly<Record<ConfirmedBy, number>> = { email: 7 * DAY, sms: 3 * DAY };

/** So that nobody is pestered by somebody who presses a button again and again, ms; an SMS is paid for, and a telephone rings. */
export const ASKED_ONCE_IN: Readonly<Record<ConfirmedBy, number>> = { email: 10 * MINUTE, sms: DAY };

/** As much of a request as says how it stands. */
export interface Requested {
  readonly expiresAt: Instant;
  readonly confirmedAt?: Instant;
  /** Of one that is answered by a reply. */
  readonly sms?: {
    /** In the time of the ledger of consents: a withdrawal from then on ends the request. */
    readonly since: Instant;
  };
}

/** `withdrawn`: they took the consent back after it was asked for, confirmed or not. */
export type Standing = 'open' | 'confirmed' | 'expired' | 'withdrawn';

/**
 * How a request for a consent stands.
 * @param withdrawnAt when its consent was last taken back, in the time of the ledger; `null`: never
 * @param now by the wall clock
 */
export function standingOf(
  { expiresAt, confirmedAt, sms }: Requested,
  withdrawnAt: Instant | null,
  now: Instant,
): Standing {
  if (sms !== undefined && withdrawnAt !== null && withdrawnAt >= sms.since) return 'withdrawn';
  if (confirmedAt !== undefined) return 'confirmed';
  return expiresAt <= now ? 'expired' : 'open';
}

/** A question that went to a number. */
export interface Question {
  readonly standing: Standing;
  /** How often it was tried to be sent. */
  readonly attempts: number;
  /** By the wall clock. */
  readonly requestedAt: Instant;
}

/**
 * Which of the questions to a number a YES answers: the last one that is open and went out; `undefined`: none, and the
 * word means whatever it means without a question.
 */
export function answered<Q extends Question>(questions: readonly Q[]): Q | undefined {
  return questions
    .filter(({ standing, attempts }) => standing === 'open' && attempts > 0)
    .toSorted((a, b) => b.requestedAt - a.requestedAt)[0];
}

import type { Outcome } from './port.ts';

type Refusal = Exclude<Outcome, { readonly state: 'sent' }>;

/** The parts of nodemailer's errors that hold no address. */
interface SmtpError {
  readonly code: string;
  readonly originalCode: string | undefined;
  readonly responseCode: number | undefined;
  /** Such as `5.1.1`. */
  readonly status: string | undefined;
}

/** Failures to reach or to agree with the server; those of its own replies come with a response code. */
const PASSING: ReadonlySet<string> = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EPROXY',
  'EABORT',
]);

/**
 * Reads the outcome from a failure: a reply decides, whatever else happened (the library calls 451 and 550 alike
 * `EENVELOPE`); without one, a text under way means that nobody knows.
 */
export function outcomeOf(error: unknown, { isTextUnderWay }: { readonly isTextUnderWay: boolean }): Refusal {
  const { code, originalCode, responseCode, status } = readError(error);
  if (responseCode !== undefined && responseCode >= 400) {
    const reason = `the mail server answered ${responseCode}${status === undefined ? '' : ` ${status}`}`;
    // Replies at the sign-in are about us, and so is every policy; a mailbox that does not exist is about the address.
    if (code === 'EAUTH' || status?.startsWith('5.7.')) return { state: 'paused', reason };
    if (responseCode < 500) return { state: 'retry', reason };
    return status?.startsWith('5.1.') ? { state: 'failed', reason, because: 'address' } : { state: 'failed', reason };
  }
  const cause = originalCode === undefined ? code : `${code}, ${originalCode}`;
  if (isTextUnderWay) return { state: 'unknown', reason: `no answer after the text was sent (${cause})` };
  if (code === 'EAUTH') return { state: 'paused', reason: `the mail server does not let us in (${cause})` };
  if (PASSING.has(code)) return { state: 'retry', reason: `the mail server could not be reached (${cause})` };
  return { state: 'failed', reason: `the message could not be sent (${cause})` };
}

function readError(error: unknown): SmtpError {
  const text = (name: string) => {
    const value = property(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  const responseCode = property(error, 'responseCode');
  return {
    code: text('code') ?? 'no code',
    originalCode: text('originalCode'),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    status: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text('response') ?? '')?.[1],
  };
}

function property(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

/** What a mail server said of one recipient (RFC 3464). */
export interface RecipientStatus {
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`. */
  readonly action: string;
  /** An enhanced status code (RFC 3463), such as `5.1.1`. */
  readonly status: string;
  /** What the last server said, such as `smtp; 550 5.1.1 no such user`. */
  readonly diagnostic: string;
}

/**
 * `hard`: nobody has this address, now or later. `soft`: it did not work this time, as with a full mailbox. `blocked`:
 * the sender or the text was refused, which says nothing of the address.
 */
export type Bounce = 'hard' | 'soft' | 'blocked';

/** So many soft bounces of one address, of different messages within `SOFT_DAYS`, are as good as a hard one. */
export const MOST_SOFT = 5;
export const SOFT_DAYS = 30;

/** No such mailbox or domain, it has moved, it is no address (RFC 3463, 5.1.x), or it was closed for good (5.2.1). */
const HARD = /^5\.(?:1\.(?:0|1|2|3|4|6|10)|2\.1|4\.4)$/;
/** Security and policy, and what a text may not be. */
const BLOCKED = /^[45]\.(?:7|6)\.\d{1,3}$/;

/** A code that is no part of an address such as 192.5.1.1. */
const CODE_IN_WORDS = /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;

/**
 * Codes are those of RFC 3463; a server that says only "failed" (5.0.0) may say more in its own words.
 * @returns `null` where it did arrive, or is still on its way
 */
export function bounceOf({ action, status, diagnostic }: RecipientStatus): Bounce | null {
  if (action !== '' && action.toLowerCase() !== 'failed') return null;
  const said = CODE_IN_WORDS.exec(diagnostic)?.[1];
  const code = /^[45]\.0\.0$/.test(status) || status === '' ? (said ?? status) : status;
  // What is wrong with the sender's own address (5.1.7, 5.1.8) is no fault of the recipient's.
  if (BLOCKED.test(code) || code === '5.1.7' || code === '5.1.8') return 'blocked';
  return HARD.test(code) ? 'hard' : 'soft';
}

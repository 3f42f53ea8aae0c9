import type { Seals } from './seal.ts';

/** Base 32 of the first 50 bits: enough where every guess costs a mail, and short enough for 64 characters. */
const CHECK = 10;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** The longest part before the @ that a plus, a name and a check still fit behind (RFC 5321 allows 64 characters). */
export const MOST_LOCAL = 64 - 1 - 40 - 1 - CHECK;

/**
 * Where a bounce of one message comes back (variable envelope return path): `bounces+<name>-<check>@example.com`. The
 * check keeps others from telling us of bounces that there were not: names of messages may be guessed.
 * @param address of all bounces, such as `bounces@example.com`
 * @param message see `messageName`
 */
export function returnPathOf(seals: Seals, address: string, message: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${message}-${checkOf(seals, message)}${address.slice(at)}`;
}

/** The name of the message that came back to this address; `undefined` where it is none of ours. */
export function messageOfReturnPath(seals: Seals, address: string): string | undefined {
  // Some servers write everything small, and some everything large.
  const [, message, check] = /\+([0-9a-f]{40})-([a-z2-7]{10})@/i.exec(address) ?? [];
  if (message === undefined || check === undefined) return undefined;
  const name = message.toLowerCase();
  return checkOf(seals, name) === check.toLowerCase() ? name : undefined;
}

function checkOf(seals: Seals, message: string): string {
  return [...seals.mac('return-path', message).subarray(0, CHECK)].map((byte) => ALPHABET[byte % 32] ?? '').join('');
}

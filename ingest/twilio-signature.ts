import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a request came from Twilio: HMAC-SHA-1 with the auth token over the address and all fields in order of their names
 * (Twilio, "Validating Signatures from Twilio"). Takes the same time whatever is wrong.
 * @param url as Twilio was told it, with its query
 */
export function isFromTwilio(
  authToken: string,
  url: string,
  posted: Readonly<Record<string, string>>,
  signature: string,
): boolean {
  const said = Object.entries(posted)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .reduce((text, [name, value]) => text + name + value, url);
  const wanted = Buffer.from(createHmac('sha1', authToken).update(said, 'utf8').digest('base64'));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

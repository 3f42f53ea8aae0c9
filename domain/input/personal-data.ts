/**
 * Parts of a word that may stand before the @ (RFC 5322 atext, any letter of any script, or a quoted text). No slash,
 * so that a path such as `node_modules/@scope` is no address.
 */
const LOCAL = String.raw`(?:"[^"\r\n]{1,64}"|[\p{L}\p{N}!#$%&'*+=?^_{|}~\x60’.-]{1,64})`;
const ADDRESS = new RegExp(String.raw`${LOCAL}(?:@|%40)(?:\[[^\]\s]{1,64}\]|[\p{L}\p{N}][\p{L}\p{N}.-]{0,253})`, 'giu');
/**
 * At least seven digits as people write telephone numbers: with a country code (`+` or `00`) or a leading zero, and in
 * groups. Times, amounts and ids of the usual kind begin with neither.
 */
const PHONE =
  /(?<![\p{L}\p{N}.:_-])(?:\+|\(?0{1,2}(?=[\s()/.-]{0,2}[1-9]))(?:[\s()/.-]{0,2}\d){7,17}(?![\p{L}\p{N}])/gu;

/**
 * The same text with every e-mail address and telephone number taken out. For what comes from outside, such as a mail
 * server's reply: it must not reach histories, logs or the ledger of messages.
 */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '[address]').replace(PHONE, '[number]');
}

/** What of a text is somebody's address or telephone number, in words; `undefined` where nothing is. */
export function personalIn(text: string): 'an e-mail address' | 'a telephone number' | undefined {
  if (text.search(ADDRESS) >= 0 || SCHEME.test(text)) return 'an e-mail address';
  return text.search(PHONE) >= 0 || TELEPHONE.test(text) ? 'a telephone number' : undefined;
}

const SCHEME = /^\s*mailto:/i;
/** By its scheme, or as North America writes it: 555-123-4567, (555) 123-4567. */
const TELEPHONE = /^\s*(?:(?:tel|sms|callto):|(?:1[-. ])?(?:\d{3}([-. ])\d{3}\1|\(\d{3}\)\s?\d{3}[-. ])\d{4}\s*$)/i;

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What a token is for: one that was made for one thing opens nothing else. */
export type SealedFor = 'preferences' | 'confirm' | 'open' | 'click';

export interface Seals {
  /** A text for an address, which says nothing to whoever reads it. The same value always makes the same token. */
  seal(what: SealedFor, value: string): string;
  /** @returns `undefined` where we have not made it, or for something else */
  open(what: SealedFor, token: string): string | undefined;
  /** HMAC-SHA-256 under a key of its own for each `what`. */
  mac(what: string, value: string): Uint8Array;
}

/** Bytes of the check that stands before the text and is its initialisation vector too. */
const CHECK = 16;
const TOKEN = /^[A-Za-z0-9_-]{24,4096}$/;

/**
 * Tokens by a synthetic initialisation vector (Rogaway and Shrimpton, "A Provable-Security Treatment of the Key-Wrap
 * Problem", 2006): the first 128 bits of an HMAC-SHA-256 of the text check it, and start its encryption by AES-256 in
 * counter mode. It needs no random number, so a message that is made again has the same links.
 */
export function sealsOf(secret: string): Seals {
  const keyOf = (info: string) => Buffer.from(hkdfSync('sha256', secret, '', `sojourn ${info}`, 32));
  const kept = new Map<string, Buffer>();
  const key = (info: string) => {
    const known = kept.get(info) ?? keyOf(info);
    kept.set(info, known);
    return known;
  };
  const check = (what: SealedFor, text: Buffer) =>
    createHmac('sha256', key(`${what} check`))
      .update(text)
      .digest()
      .subarray(0, CHECK);
  return {
    seal(what, value) {
      const text = Buffer.from(value, 'utf8');
      const start = check(what, text);
      const cipher = createCipheriv('aes-256-ctr', key(`${what} text`), start);
      return Buffer.concat([start, cipher.update(text), cipher.final()]).toString('base64url');
    },
    open(what, token) {
      if (!TOKEN.test(token)) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      const start = bytes.subarray(0, CHECK);
      const decipher = createDecipheriv('aes-256-ctr', key(`${what} text`), start);
      const text = Buffer.concat([decipher.update(bytes.subarray(CHECK)), decipher.final()]);
      return timingSafeEqual(check(what, text), start) ? text.toString('utf8') : undefined;
    },
    mac: (what, value) =>
      createHmac('sha256', key(`${what} mac`))
        .update(value)
        .digest(),
  };
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The largest multiple of 62 in a byte: bytes from here on would favour the first characters. */
const FAIR_BELOW = 248;
const PREFIX = 'sj_live_';
const OWN_KEY = /^sj_live_([0-9A-Za-z]{8})_[0-9A-Za-z]{38}$/;
/** A key that the operator chose: any printable text of enough length. */
const GIVEN_KEY = /^[\x21-\x7e]{24,200}$/;

export interface MintedKey {
  readonly id: string;
  /** Shown once, never stored. */
  readonly key: string;
}

/** `sj_live_<8 id>_<32 random><6 checksum>`, all base 62. */
export function mintKey(): MintedKey {
  const id = randomText(8);
  const body = `${PREFIX}${id}_${randomText(32)}`;
  return { id, key: `${body}${checksum(body)}` };
}

/** The id under which a key is stored; `undefined` for text that can be no key, so that nobody looks it up. */
export function keyIdOf(key: string): string | undefined {
  const own = OWN_KEY.exec(key);
  if (own && checksum(key.slice(0, -6)) === key.slice(-6)) return own[1];
  return GIVEN_KEY.test(key) && !own ? `given-${keyHash(key).slice(0, 16)}` : undefined;
}

/** SHA-256, hexadecimal. */
export function keyHash(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** In constant time. */
export function hashesMatch(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return left.length === right.length && timingSafeEqual(left, right);
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  while (digits.length < 6) {
    digits = `${BASE62.charAt(rest % 62)}${digits}`;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    const fair = [...randomBytes(length)].filter((byte) => byte < FAIR_BELOW);
    text += fair.map((byte) => BASE62.charAt(byte % 62)).join('');
  }
  return text.slice(0, length);
}

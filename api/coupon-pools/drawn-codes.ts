import { randomInt } from 'node:crypto';
import { couponCode, type CouponCode } from '../../domain/coupons/code.schema.ts';

/** Without those that are taken for each other when read aloud or from paper: 0 and O, 1, I and L, and U for V. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

interface Look {
  readonly prefix: string;
  readonly length: number;
}

/** So many characters, which people can read to each other. */
export function drawnCharacters(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** So many different codes, drawn so that nobody can guess one: 30^8 of the shortest. */
export function drawnCodes({ prefix, length }: Look, count: number): readonly CouponCode[] {
  const codes = new Set<CouponCode>();
  while (codes.size < count) {
    codes.add(couponCode.parse(`${prefix}${drawnCharacters(length)}`));
  }
  return [...codes];
}

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Where a customer falls between 0 (included) and 1 (excluded), the same at every time and on every machine: the first
 * 32 bits of SHA-256 of `salt:id`, the highest first, divided by 2^32.
 * @param salt another one shuffles everybody anew
 */
export function bucketOf(salt: string, id: string): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = sha256(utf8ToBytes(`${salt}:${id}`));
  return (((first * 256 + second) * 256 + third) * 256 + fourth) / 2 ** 32;
}

/** The first 160 bits of SHA-256 in hexadecimal: nobody meets the same one by chance. */
export function messageHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 20));
}

/** The first 40 bits of SHA-256 in hexadecimal: enough to tell a few hundred texts from each other. */
export function shortHash(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 5));
}

// A hash is a pure function: the one part of Node that the core may use.
import { createHash } from 'node:crypto';

/**
 * Where a customer falls between 0 (included) and 1 (excluded), the same at every time and on every machine: the first
 * 32 bits of SHA-256 of `salt:id`, the highest first, divided by 2^32.
 * @param salt another one shuffles everybody anew
 */
export function bucketOf(salt: string, id: string): number {
  return createHash('sha256').update(`${salt}:${id}`).digest().readUInt32BE(0) / 2 ** 32;
}

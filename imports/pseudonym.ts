import { createHmac } from 'node:crypto';
import { customerId, type CustomerId } from '../domain/ids.schema.ts';

/** Bytes of the hash that are kept: enough that no two addresses of one workspace ever meet. */
const KEPT = 16;

/**
 * Makes customers of e-mail addresses by a keyed hash (HMAC-SHA-256): the same address gives the same customer,
 * however it is capitalised, and nobody without the key can find out whether an address is among them.
 */
export function pseudonyms(key: Uint8Array): (address: string) => CustomerId {
  return (address) => {
    const hash = createHmac('sha256', key).update(address.trim().normalize('NFKC').toLowerCase()).digest();
    return customerId.parse(`m-${hash.subarray(0, KEPT).toString('base64url')}`);
  };
}

import { bucketOf } from '../sha256.ts';
import type { Policies } from './policies.ts';

/**
 * Whether a customer is held out of all messages. A larger percentage holds out the same customers and more; another salt
 * others.
 * @param customer the id as its caller gave it
 */
export function isHeldOut({ holdout }: Pick<Policies, 'holdout'>, customer: string): boolean {
  return holdout !== null && bucketOf(holdout.salt, customer) < holdout.percent / 100;
}

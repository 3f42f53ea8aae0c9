import type { mongo } from 'mongoose';
import type { CustomerRow } from './customers.ts';
import type { RowVersion } from './decisions.ts';

export type { RowVersion };

/** Finds a customer's row only while it is the picture that was read. */
export function sameVersion({ chain, turn, heard, asOf }: RowVersion): mongo.Filter<CustomerRow> {
  return { chain, turn, asOf, heard: heard ?? { $exists: false } };
}

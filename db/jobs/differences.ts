import type { Connection, mongo } from 'mongoose';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Difference } from '../../domain/decision/rebuild.ts';
import { MAJORITY } from '../connection.ts';
import type { Page } from '../page.ts';
import { collectionOf } from '../schema.ts';

/** One field of a customer, or one amount of a tally, on which what is live and its rebuilding do not agree. */
export interface DifferenceRow extends Difference {
  /** `job:customer key:field`, or `job:~:field` of a tally, which comes after all customers */
  readonly _id: string;
  readonly job: string;
  /** `null`: it is a tally's. */
  readonly customer: CustomerId | null;
}

export interface DifferenceStore {
  /** Repeatable. Values are cut to 2,000 characters. */
  add(
    job: string,
    who: { readonly key: CustomerKey; readonly customer: CustomerId } | 'tallies',
    found: readonly Difference[],
  ): Promise<void>;
  /** In order of customers, then those of tallies. */
  list(job: string, page: Page<string>): Promise<readonly DifferenceRow[]>;
}

const MOST_CHARACTERS = 2_000;

export function mongoDifferenceStore(connection: Connection): DifferenceStore {
  const differences: mongo.Collection<DifferenceRow> = collectionOf<DifferenceRow>(connection, 'differences', [
    { keys: { job: 1, _id: 1 } },
  ]);
  return {
    async add(job, who, found) {
      if (found.length === 0) return;
      const { key, customer } = who === 'tallies' ? { key: '~', customer: null } : who;
      const writes = found.map(({ field, live, rebuilt }) => ({
        replaceOne: {
          filter: { _id: `${job}:${key}:${field}` },
          replacement: { job, customer, field, live: cut(live), rebuilt: cut(rebuilt) },
          upsert: true,
        },
      }));
      await differences.bulkWrite(writes, { ordered: false, writeConcern: MAJORITY });
    },
    async list(job, { limit, after }) {
      const filter = { job, ...(after === undefined ? {} : { _id: { $gt: after } }) };
      return await differences.find(filter).sort({ _id: 1 }).limit(limit).toArray();
    },
  };
}

function cut(value: string): string {
  return value.length <= MOST_CHARACTERS ? value : `${value.slice(0, MOST_CHARACTERS)}…`;
}

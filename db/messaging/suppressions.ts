import type { Connection, mongo } from 'mongoose';
import { MOST_SOFT, SOFT_DAYS } from '../../domain/policy/bounces.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/**
 * Why an address is written to no more. `bounce`: nobody has it. `complaint`: whoever has it complained. `erased`: the
 * customer is erased, and had withdrawn before. `request`: somebody of the team said so.
 */
export const SUPPRESSION_REASONS = ['bounce', 'complaint', 'erased', 'request'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export interface Suppression {
  readonly reason: SuppressionReason;
  /** By the wall clock. */
  readonly at: Instant;
}

/** An address that is nowhere in it: only its HMAC, so the row may stay when the customer is erased. */
interface SuppressionRow {
  /** `workspace:channel:mac`. */
  readonly _id: string;
  /** Left out: it is not suppressed, and only soft bounces are counted. */
  readonly suppressed?: Suppression;
  /** The newest soft bounces, each of another message. */
  readonly soft?: readonly { readonly message: string; readonly at: Instant }[];
}

/** The address of one channel, as its HMAC; see `addressMac` in `links/`. */
export interface HashedAddress {
  readonly workspace: WorkspaceId;
  readonly channel: string;
  readonly mac: string;
}

export interface SuppressionStore {
  /** @returns `null` where it may be written to */
  find(address: HashedAddress): Promise<Suppression | null>;
  /** The first reason stays. @returns whether it was news */
  suppress(address: HashedAddress, suppression: Suppression): Promise<boolean>;
  /** It may be written to again, and no soft bounce counts any more. @returns whether it was suppressed */
  lift(address: HashedAddress): Promise<boolean>;
  /**
   * Counts a soft bounce of a message, once.
   * @returns whether the address is suppressed by it
   */
  noteSoft(address: HashedAddress, message: string, at: Instant): Promise<boolean>;
}

export function mongoSuppressions(connection: Connection): SuppressionStore {
  const rows: mongo.Collection<SuppressionRow> = collectionOf<SuppressionRow>(connection, 'suppressions');

  async function suppress(address: HashedAddress, suppressed: Suppression): Promise<boolean> {
    const first = { $ifNull: ['$suppressed', { $literal: suppressed }] };
    const before = await rows.findOneAndUpdate({ _id: idOf(address) }, [{ $set: { suppressed: first } }], {
      upsert: true,
      writeConcern: MAJORITY,
    });
    return before?.suppressed === undefined;
  }

  return {
    async find(address) {
      const row = await rows.findOne({ _id: idOf(address) }, { readConcern: 'majority' });
      return row?.suppressed ?? null;
    },
    suppress,
    async lift(address) {
      const before = await rows.findOneAndDelete({ _id: idOf(address) }, { writeConcern: MAJORITY });
      return before?.suppressed !== undefined;
    },
    async noteSoft(address, message, at) {
      const others = { $filter: { input: { $ifNull: ['$soft', []] }, cond: { $ne: ['$$this.message', message] } } };
      const soft = { $slice: [{ $concatArrays: [others, [{ $literal: { message, at } }]] }, -MOST_SOFT] };
      const row = await rows.findOneAndUpdate({ _id: idOf(address) }, [{ $set: { soft } }], {
        upsert: true,
        returnDocument: 'after',
        writeConcern: MAJORITY,
      });
      const lately = (row?.soft ?? []).filter((one) => one.at > at - SOFT_DAYS * DAY);
      if (lately.length < MOST_SOFT) return false;
      return await suppress(address, { reason: 'bounce', at });
    },
  };
}

function idOf({ workspace, channel, mac }: HashedAddress): string {
  return `${workspace}:${channel}:${mac}`;
}

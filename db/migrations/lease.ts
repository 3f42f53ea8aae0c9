import { randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { SECOND } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { metaCollection } from '../format.ts';
import { isDuplicateKey } from '../schema.ts';

/** Who brings the store up to date, until when nobody else does, and how far it is. */
interface LeaseRow {
  readonly _id: 'migration';
  readonly holder: string;
  /** By the clock of the store: those of the processes may differ. */
  readonly until: Date;
  readonly what?: string;
  readonly done?: number;
  readonly of?: number;
}

/** How far the process that holds the lease has come. */
export type Progress = Pick<LeaseRow, 'what' | 'done' | 'of'>;

/** Another process has taken over what this one was doing. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The right to migrate: one process has it, and another takes it once it has not been renewed for its length. */
export class Lease {
  readonly #leases: mongo.Collection<LeaseRow>;
  readonly #holder = randomUUID();
  readonly #length: number;

  /** @param length milliseconds; it is renewed three times as often */
  constructor(connection: Connection, length = 15 * SECOND) {
    this.#leases = metaCollection<LeaseRow>(connection);
    this.#length = length;
  }

  /** @returns false where another process has it */
  async take(): Promise<boolean> {
    const isHeld = { $gte: ['$until', '$$NOW'] };
    const mine = { _id: 'migration', holder: this.#holder, until: this.#soon };
    const taken = [{ $replaceWith: { $cond: [isHeld, '$$ROOT', mine] } }];
    try {
      const options = { upsert: true, returnDocument: 'after', writeConcern: MAJORITY } as const;
      const row = await this.#leases.findOneAndUpdate({ _id: 'migration' }, taken, options);
      return row?.holder === this.#holder;
    } catch (error) {
      // Another process has made the row first.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Keeps it for another length. @throws LeaseLost */
  async renew(progress: Progress = {}): Promise<void> {
    const renewed = [{ $set: { ...progress, until: this.#soon } }];
    const { matchedCount } = await this.#leases.updateOne(this.#own, renewed, { writeConcern: MAJORITY });
    if (matchedCount === 0) throw new LeaseLost('Another process has taken over the migration of the store.');
  }

  /** Renews it beside `work`, for as long as that takes, and gives it back. */
  async during(work: () => Promise<void>): Promise<void> {
    // That it is lost, or the store away, the work finds out by itself at its next word.
    const renewing = setInterval(() => void this.renew().catch(() => undefined), this.#length / 3);
    try {
      await work();
    } finally {
      clearInterval(renewing);
      await this.#leases.deleteOne(this.#own, { writeConcern: MAJORITY }).catch(() => undefined);
    }
  }

  /** What the process that has it has said last; `null` where none has it. */
  async progress(): Promise<Progress | null> {
    return await this.#leases.findOne({ _id: 'migration' });
  }

  get #own() {
    return { _id: 'migration', holder: this.#holder } as const;
  }

  get #soon() {
    return { $add: ['$$NOW', this.#length] };
  }
}

import type { ClientSession, Connection } from 'mongoose';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { renamedFields, type PlainRow } from '../../domain/privacy/forgotten.ts';
import { MAJORITY } from '../connection.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import type { OpenErasure } from './erasures.ts';
import { ownRowsIn, type OwnRowsIn } from './find-own.ts';
import { ownRows, type StoredRow } from './own-rows.ts';
import { registered } from './register.ts';

const EVENTS = { 'event.kind': { $in: ['referral-came', 'referral-brought'] } };

/** Parts whose rows of somebody may name whoever brought them, or whom they brought; and which of these rows do. */
const NAMING = [
  ['customers', {}],
  ['journalBases', {}],
  ['journal', {}],
  ['events', EVENTS],
  ['effects', { kind: 'tellReferrer' }],
  ['feedLines', {}],
  ['quarantine', {}],
] as const;

type NamingPart = (typeof NAMING)[number][0];

/** What others have of somebody who is erased. */
export interface OthersOfErased {
  /**
   * Names them by the drawn id in all rows of those who brought them or were brought by them; again it finds nothing.
   * @returns whose rows named them: what works on those has to forget it, too
   */
  rename(of: OpenErasure): Promise<readonly CustomerId[]>;
}

export function mongoOthersOfErased(connection: Connection): OthersOfErased {
  return new MongoOthersOfErased(connection);
}

class MongoOthersOfErased implements OthersOfErased {
  readonly #connection: Connection;
  readonly #own: OwnRowsIn;

  constructor(connection: Connection) {
    this.#connection = connection;
    // Rows are found by ids here, and by no address.
    this.#own = ownRowsIn(connection, async () => (address) => address as CustomerId);
  }

  async rename(of: OpenErasure): Promise<readonly CustomerId[]> {
    const renamed: CustomerId[] = [];
    for (const other of await this.#others(of)) {
      let changed = 0;
      const session = await this.#connection.startSession();
      const work = async () => {
        changed = await this.#renameIn(of, other, session);
      };
      try {
        await session.withTransaction(work, { writeConcern: MAJORITY });
      } finally {
        await session.endSession();
      }
      if (changed > 0) renamed.push(other);
    }
    return renamed;
  }

  /** By who brought whom, and by events of it: of rows that others have it is these which name them first. */
  async #others({ workspace, customer }: OpenErasure): Promise<readonly CustomerId[]> {
    const key = customerKey(workspace, customer);
    const [referrals, events] = [this.#own.collection('referrals'), this.#own.collection('events')];
    const found = await Promise.all([
      referrals.distinct('referrer', { _id: key }),
      referrals.distinct('customer', { by: key }),
      events.distinct('customer', { workspace, 'event.kind': 'referral-came', 'event.from': customer }),
      events.distinct('customer', { workspace, 'event.kind': 'referral-brought', 'event.who': customer }),
    ]);
    return [...new Set<CustomerId>(found.flat())].filter((one) => one !== customer);
  }

  async #renameIn(of: OpenErasure, other: CustomerId, session: ClientSession): Promise<number> {
    let changed = 0;
    for (const [part, which] of NAMING) {
      const own = registered(part)?.rows;
      if (own === undefined || own.by === 'events' || own.by === 'lines') continue;
      const filter = { ...ownRows(own, { workspace: of.workspace, customer: other, work: [] }), ...which };
      const rows = this.#own.collection(part).find<StoredRow>(filter, { session }).batchSize(ROWS_AT_ONCE);
      for await (const row of rows) {
        const said = renamedFields(row, of);
        if (JSON.stringify(said) === JSON.stringify(row)) continue;
        changed += 1;
        await this.#replace(part, row, said, session);
      }
    }
    return changed;
  }

  async #replace(part: NamingPart, row: StoredRow, said: PlainRow, session: ClientSession): Promise<void> {
    const rows = this.#own.collection(part);
    const { _id, ...fields } = said;
    const id = String(_id);
    if (id === row._id) {
      await rows.replaceOne({ _id: row._id }, fields, { session });
      return;
    }
    // The key of an event names them too, its hash is made of all that it says, and its mark goes by its key.
    await rows.deleteOne({ _id: row._id }, { session });
    await rows.insertOne({ ...fields, _id: id, ...('hash' in fields ? { hash: id } : {}) }, { session });
    const marks = this.#own.collection('marks');
    const mark = await marks.findOneAndDelete({ _id: row._id }, { session });
    if (mark !== null) await marks.insertOne({ ...mark, _id: id }, { session });
  }
}

import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey } from '../../domain/keys.ts';
import type { ReferralCode } from '../../domain/loyalty/referral/code.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import { allOrNothing } from '../transaction.ts';

/** By which code somebody brings others: drawn once, and theirs for good. */
interface CodeRow {
  /** `workspace:code` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly code: ReferralCode;
  readonly customer: CustomerId;
}

/** Who brought whom: a customer is brought once. */
export interface ReferralRow {
  /** The customer who was brought. */
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly referrer: CustomerId;
  /** The key of the referrer, under which they may have been brought themselves. */
  readonly by: CustomerKey;
  /** In the workspace's time. */
  readonly at: Instant;
}

/** Who takes part in a chain that grows, so that two that would close a circle are in each other's way. */
interface RootRow {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly changes: number;
}

/** `brought-before`: by another one. `circle`: the referrer was brought by them, or by somebody they brought, at any depth. */
export type Linked = 'linked' | 'brought-before' | 'circle' | 'busy';

export type Wanted = Pick<ReferralRow, 'workspace' | 'customer' | 'referrer' | 'at'>;

export interface ReferralStore {
  /** The code of a customer: the same one for ever. @param draw a fresh one, wanted where they have none */
  codeOf(workspace: WorkspaceId, customer: CustomerId, draw: () => ReferralCode): Promise<ReferralCode>;
  /** Whose code it is; `null`: nobody's. */
  ownerOf(workspace: WorkspaceId, code: ReferralCode): Promise<CustomerId | null>;
  /** Notes who brought whom, unless it would close a circle; the same again changes nothing. */
  link(wanted: Wanted): Promise<Linked>;
  /** Forgets it again: the customer has decided otherwise. */
  unlink(wanted: Pick<Wanted, 'workspace' | 'customer' | 'referrer'>): Promise<void>;
}

/** Two that come for one customer at once: the later one then finds the other's row. */
const TRIES = 3;
/** So many draws that are all somebody's already do not happen by chance. */
const DRAWS = 10;
/** Nobody brings in a line so long; longer ones are taken for a circle. */
const LONGEST_CHAIN = 1_000;

export function mongoReferrals(connection: Connection): ReferralStore {
  const codes = collectionOf<CodeRow>(connection, 'referral_codes', [
    { keys: { workspace: 1, customer: 1 }, options: { unique: true } },
  ]);
  const referrals = collectionOf<ReferralRow>(connection, 'referrals', [{ keys: { by: 1 } }]);
  const chain = new Chains(connection, referrals);
  const known = async (workspace: WorkspaceId, customer: CustomerId) =>
    (await codes.findOne({ workspace, customer }, { readConcern: 'majority' }))?.code;
  return {
    async codeOf(workspace, customer, draw) {
      for (let draws = 0; draws < DRAWS; draws += 1) {
        const code = await known(workspace, customer);
        if (code !== undefined) return code;
        await drawn(codes, { workspace, customer, code: draw() });
      }
      throw new Error(`no code was free for a customer of ${workspace}`);
    },
    async ownerOf(workspace, code) {
      const row = await codes.findOne({ _id: codeKey(workspace, code) }, { readConcern: 'majority' });
      return row?.customer ?? null;
    },
    async link(wanted) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        let linked: Linked = 'busy';
        const isDone = await allOrNothing(connection, async (session) => {
          linked = await chain.link(wanted, session);
        });
        if (isDone) return linked;
      }
      return 'busy';
    },
    async unlink({ workspace, customer, referrer }) {
      await referrals.deleteOne({ _id: customerKey(workspace, customer), referrer }, { writeConcern: MAJORITY });
    },
  };
}

async function drawn(codes: mongo.Collection<CodeRow>, row: Omit<CodeRow, '_id'>): Promise<void> {
  try {
    await codes.insertOne({ _id: codeKey(row.workspace, row.code), ...row }, { writeConcern: MAJORITY });
  } catch (error) {
    // Somebody else's code, or one that another call has drawn for the same customer: either is looked at again.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Who brought whom, at any depth. */
class Chains {
  readonly #referrals: mongo.Collection<ReferralRow>;
  readonly #roots: mongo.Collection<RootRow>;

  constructor(connection: Connection, referrals: mongo.Collection<ReferralRow>) {
    this.#referrals = referrals;
    this.#roots = collectionOf<RootRow>(connection, 'referral_roots');
  }

  async link({ workspace, customer, referrer, at }: Wanted, session: ClientSession): Promise<Linked> {
    const [_id, by] = [customerKey(workspace, customer), customerKey(workspace, referrer)];
    const before = await this.#referrals.findOne({ _id }, { session });
    if (before !== null) return before.by === by ? 'linked' : 'brought-before';
    const root = await this.#rootOf(by, _id, session);
    if (root === null) return 'circle';
    // Of two that would close a circle together, each ends where the other begins: both write the same rows.
    for (const key of [_id, root].toSorted()) await this.#touch(workspace, key, session);
    await this.#referrals.insertOne({ _id, workspace, customer, referrer, by, at }, { session });
    return 'linked';
  }

  /** Who began the chain that `from` is in; `null` where `without` is in it, too. */
  async #rootOf(from: CustomerKey, without: CustomerKey, session: ClientSession): Promise<CustomerKey | null> {
    let root = from;
    for (let steps = 0; steps < LONGEST_CHAIN; steps += 1) {
      if (root === without) return null;
      const above = await this.#referrals.findOne({ _id: root }, { session, projection: { by: 1 } });
      if (above === null) return root;
      root = above.by;
    }
    return null;
  }

  async #touch(workspace: WorkspaceId, _id: CustomerKey, session: ClientSession): Promise<void> {
    await this.#roots.updateOne({ _id }, { $inc: { changes: 1 }, $set: { workspace } }, { session, upsert: true });
  }
}

function codeKey(workspace: WorkspaceId, code: ReferralCode): string {
  return `${workspace}:${code}`;
}

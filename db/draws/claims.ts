import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CustomerId, DrawId, PrizeId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Prize } from '../../domain/loyalty/draws/draw.schema.ts';
import type { Reward } from '../../domain/loyalty/rewards/index.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import { allOrNothing } from '../transaction.ts';
import { createTurns } from '../turns.ts';

/** What one ticket came to: decided once, and for good. */
export interface ClaimRow {
  /** `workspace:draw:ticket:customer` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly draw: DrawId;
  readonly customer: CustomerId;
  readonly ticket: number;
  /** `null`: nothing was left in stock. */
  readonly prize: PrizeId | null;
  readonly reward: Reward | null;
  /** In the workspace's time. */
  readonly at: Instant;
  /** The customer had no such ticket any more when it was to be played, and what it took is in stock again. */
  readonly returned?: true;
}

/** How often a prize with a stock was won. */
interface StockRow {
  /** `workspace:draw:prize` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly won: number;
}

export type ClaimWanted = Omit<ClaimRow, '_id' | 'prize' | 'reward' | 'returned'>;

export interface DrawClaims {
  find(wanted: Pick<ClaimRow, 'workspace' | 'draw' | 'customer' | 'ticket'>): Promise<ClaimRow | null>;
  /**
   * Takes the first of these prizes that is in stock; the same ticket again is answered as the first time.
   * @param order as the ticket wants them
   * @throws where others took the same prizes all the time: to be tried again
   */
  claim(wanted: ClaimWanted, order: readonly Prize[]): Promise<ClaimRow>;
  /**
   * Puts what a claim took back into stock, once, where its customer did not have the ticket. The claim stays: the
   * ticket never comes to anything else.
   */
  giveBack(claim: ClaimRow): Promise<void>;
  /** How often prizes that have a stock were won. */
  won(workspace: WorkspaceId, draw: DrawId, prizes: readonly PrizeId[]): Promise<ReadonlyMap<PrizeId, number>>;
}

export function mongoDrawClaims(connection: Connection): DrawClaims {
  const claims = claimCollection(connection);
  const prizes = new PrizeStock(connection);
  const turns = createTurns();
  const find: DrawClaims['find'] = async (wanted) =>
    await claims.findOne({ _id: claimKey(wanted) }, { readConcern: 'majority' });

  async function drawFirst(wanted: ClaimWanted, order: readonly Prize[], session: ClientSession): Promise<void> {
    const _id = claimKey(wanted);
    if ((await claims.findOne({ _id }, { session })) !== null) return;
    let prize: Prize | null = null;
    for (const one of order) {
      if (!(await prizes.take(wanted, one, session))) continue;
      prize = one;
      break;
    }
    await claims.insertOne({ _id, ...wanted, prize: prize?.id ?? null, reward: prize?.reward ?? null }, { session });
  }

  return {
    find,
    async claim(wanted, order) {
      await prizes.begin(wanted, order);
      // Tickets of one process do not take the time of each other's transactions.
      await turns(`${wanted.workspace}:${wanted.draw}`, () =>
        allOrNothing(connection, (session) => drawFirst(wanted, order, session)),
      );
      const claimed = await find(wanted);
      if (claimed === null) throw new Error(`others took prizes of ${wanted.draw} all the time: try again`);
      return claimed;
    },
    async giveBack(claim) {
      if (claim.prize === null || claim.returned) return;
      const { prize } = claim;
      const isDone = await allOrNothing(connection, async (session) => {
        const open = { _id: claim._id, returned: { $exists: false } };
        const marked = await claims.updateOne(open, { $set: { returned: true } }, { session });
        if (marked.modifiedCount === 1) await prizes.putBack(claim, prize, session);
      });
      if (!isDone) throw new Error(`others took prizes of ${claim.draw} all the time: try again`);
    },
    won: (workspace, draw, ids) => prizes.won(workspace, draw, ids),
  };
}

function claimCollection(connection: Connection): mongo.Collection<ClaimRow> {
  return collectionOf<ClaimRow>(connection, 'draw_claims');
}

type OfDraw = Pick<ClaimRow, 'workspace' | 'draw'>;

/** How many of which prizes were won. */
class PrizeStock {
  readonly #rows: mongo.Collection<StockRow>;

  constructor(connection: Connection) {
    this.#rows = collectionOf<StockRow>(connection, 'draw_stock');
  }

  /** Rows that two make at once would be in each other's way within their transactions. */
  async begin({ workspace, draw }: OfDraw, order: readonly Prize[]): Promise<void> {
    const limited = order.filter((prize) => prize.stock !== null);
    if (limited.length === 0) return;
    const rows = limited.map(({ id }) => ({ _id: stockKey(workspace, draw, id), workspace, won: 0 }));
    try {
      await this.#rows.insertMany(rows, { ordered: false, writeConcern: MAJORITY });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** @returns whether there was one left */
  async take({ workspace, draw }: OfDraw, { id, stock }: Prize, session: ClientSession): Promise<boolean> {
    if (stock === null) return true;
    const inStock = { _id: stockKey(workspace, draw, id), won: { $lt: stock } };
    return (await this.#rows.updateOne(inStock, { $inc: { won: 1 } }, { session })).matchedCount === 1;
  }

  /** A prize without a stock has no row. */
  async putBack({ workspace, draw }: OfDraw, prize: PrizeId, session: ClientSession): Promise<void> {
    const taken = { _id: stockKey(workspace, draw, prize), won: { $gt: 0 } };
    await this.#rows.updateOne(taken, { $inc: { won: -1 } }, { session });
  }

  async won(workspace: WorkspaceId, draw: DrawId, prizes: readonly PrizeId[]): Promise<ReadonlyMap<PrizeId, number>> {
    const ids = prizes.map((prize) => stockKey(workspace, draw, prize));
    const rows = await this.#rows.find({ _id: { $in: ids } }).toArray();
    const known = new Map(rows.map(({ _id, won }) => [_id, won]));
    return new Map(prizes.map((prize) => [prize, known.get(stockKey(workspace, draw, prize)) ?? 0]));
  }
}

function claimKey({ workspace, draw, customer, ticket }: Pick<ClaimRow, 'workspace' | 'draw' | 'customer' | 'ticket'>) {
  return `${workspace}:${draw}:${ticket}:${encodeURIComponent(customer)}`;
}

function stockKey(workspace: WorkspaceId, draw: DrawId, prize: PrizeId): string {
  return `${workspace}:${draw}:${prize}`;
}

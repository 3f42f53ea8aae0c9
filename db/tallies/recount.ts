import type { ClientSession, Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { own } from '../../domain/own.ts';
import { useCollection } from '../coupons/codes.ts';
import { ROWS_AT_ONCE } from '../in-pages.ts';
import { effectCollection } from '../messaging/effects.ts';
import { countedCollection } from './counted.ts';
import { couponTally } from './coupon-months.ts';
import { CounterChanges, counterCollection, counterId, purgedCollection, type CounterChange } from './counters.ts';
import { inTransaction } from './pass.ts';
import { inSnapshot } from './reader.ts';
import { EFFECT_TALLIES } from './effect-tallies.ts';
import { TALLIES } from './tallies.ts';
import type { Tally } from './tally.ts';

/** A counter that a recount has put right. */
export interface CounterDifference extends Omit<CounterChange, 'by'> {
  readonly counted: number;
  readonly recounted: number;
}

/** As much of a tally as a recount goes by, and whose rows say what is counted under it. */
interface Recounted extends Pick<Tally, 'name' | 'amounts'> {
  readonly over: 'counted' | 'effects' | 'uses';
}

const RECOUNTED: readonly Recounted[] = [
  ...TALLIES.map(({ name, amounts }) => ({ name, amounts, over: 'counted' as const })),
  ...EFFECT_TALLIES.map(({ name, amounts }) => ({ name, amounts, over: 'effects' as const })),
  { ...couponTally, over: 'uses' },
];

/** Makes counters what the counted customers, and the rows of the ledger of effects, add up to. */
export class Recount {
  readonly #connection: Connection;
  readonly #counted;
  readonly #effects;
  readonly #uses;
  readonly #purged;
  readonly #counters;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#counted = countedCollection(connection);
    this.#effects = effectCollection(connection);
    this.#uses = useCollection(connection);
    this.#purged = purgedCollection(connection);
    this.#counters = counterCollection(connection);
  }

  /** Also takes away counters that no tally has, or that hold nothing. @returns by how much they were wrong */
  async settle(workspace: WorkspaceId): Promise<CounterChanges> {
    const wrong = new CounterChanges();
    for (const tally of RECOUNTED) {
      // Mostly there is nothing to write, and reading alone holds up no pass.
      const look = async (session: ClientSession) => await this.#compare(workspace, tally, session);
      if ((await inSnapshot(this.#connection, look)).isRight) continue;
      // Each in a transaction of its own: every pass keeps each of them right, and one over all would be a long one.
      wrong.add(await inTransaction(this.#connection, (session) => this.#putRight(workspace, tally, session)));
    }
    await this.#counters.deleteMany({ workspace, tally: { $nin: RECOUNTED.map(({ name }) => name) } });
    return wrong;
  }

  /** @param wrong by how much counters have been changed */
  async differences(workspace: WorkspaceId, wrong: CounterChanges): Promise<readonly CounterDifference[]> {
    const changed = wrong.list();
    const _id = { $in: changed.map((change) => counterId(workspace, change)) };
    const rows = new Map((await this.#counters.find({ _id }).toArray()).map((row) => [row._id, row.sums]));
    return changed.map(({ by, ...change }) => {
      const recounted = own(rows.get(counterId(workspace, change)) ?? {}, change.amount) ?? 0;
      return { ...change, counted: recounted - by, recounted };
    });
  }

  async #putRight(workspace: WorkspaceId, tally: Recounted, session: ClientSession): Promise<CounterChanges> {
    const { wrong } = await this.#compare(workspace, tally, session);
    const writes = wrong.writes(workspace);
    if (writes.length > 0) await this.#counters.bulkWrite(writes, { session, ordered: false });
    const isEmpty = Object.fromEntries(tally.amounts.map((amount) => [`sums.${amount}`, { $in: [0, null] }]));
    await this.#counters.deleteMany({ workspace, tally: tally.name, ...isEmpty }, { session });
    return wrong;
  }

  /** What the counters would have to be changed by. */
  async #compare(
    workspace: WorkspaceId,
    { name: tally, amounts, over }: Recounted,
    session: ClientSession,
  ): Promise<{ readonly wrong: CounterChanges; readonly isRight: boolean }> {
    const wrong = new CounterChanges();
    let hasEmpty = false;
    const counters = this.#counters.find({ workspace, tally }, { session, batchSize: ROWS_AT_ONCE });
    for await (const { of, day, sums } of counters) {
      wrong.change({ tally, of, day }, sums, -1);
      hasEmpty ||= Object.values(sums).every((sum) => sum === 0);
    }
    const rows = { counted: this.#counted, effects: this.#effects, uses: this.#uses } satisfies Readonly<
      Record<Recounted['over'], Pick<mongo.Collection, 'aggregate'>>
    >;
    const from: Pick<mongo.Collection, 'aggregate'> = rows[over];
    const counted = from.aggregate<Sum>(
      [
        { $match: { workspace, 'under.tally': tally } },
        { $project: { under: { $filter: { input: '$under', cond: { $eq: ['$$this.tally', tally] } } } } },
        { $unwind: '$under' },
        {
          $group: {
            _id: { of: '$under.of', day: '$under.day' },
            ...Object.fromEntries(amounts.map((amount) => [amount, { $sum: `$under.adds.${amount}` }])),
          },
        },
      ],
      { session, batchSize: ROWS_AT_ONCE },
    );
    for await (const { _id: key, ...sums } of counted) {
      wrong.change({ tally, of: key.of, day: key.day ?? null }, sums, 1);
    }
    if (over === 'effects') await this.#addPurged(workspace, tally, wrong, session);
    return { wrong, isRight: !hasEmpty && wrong.list().length === 0 };
  }

  async #addPurged(
    workspace: WorkspaceId,
    tally: string,
    wrong: CounterChanges,
    session: ClientSession,
  ): Promise<void> {
    const purged = this.#purged.find({ workspace, tally }, { session, batchSize: ROWS_AT_ONCE });
    for await (const { of, day, sums } of purged) wrong.change({ tally, of, day }, sums, 1);
  }
}

type Sum = { readonly _id: { readonly of: string; readonly day?: number } } & Readonly<Record<string, number>>;

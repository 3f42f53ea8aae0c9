import { isDeepStrictEqual } from 'node:util';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, type CustomerKey, type EffectKey } from '../../domain/keys.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { customerCollection } from '../customers/customers.ts';
import { inPages, ROWS_AT_ONCE } from '../in-pages.ts';
import { effectCollection, type EffectRow } from '../messaging/effects.ts';
import type { Census } from './counted.ts';
import { CounterChanges, counterCollection } from './counters.ts';
import { contributionsOfEffect } from './effect-tallies.ts';
import { inTransaction } from './pass.ts';

/** Rows counted in one transaction. */
const PAGE = 500;

type Zone = Pick<Census, 'workspace' | 'timezone'>;

/**
 * Counts rows of the ledger of effects a page at a time: what a row is counted under, its mark and the counters change in
 * one transaction. A row that changes meanwhile breaks it, and the page is counted again.
 */
export class EffectPass {
  readonly #connection: Connection;
  readonly #effects;
  readonly #customers;
  readonly #counters;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#effects = effectCollection(connection);
    this.#customers = customerCollection(connection);
    this.#counters = counterCollection(connection);
  }

  async workspaces(): Promise<readonly WorkspaceId[]> {
    return await this.#effects.distinct('workspace', { uncounted: 1 });
  }

  /** How many rows wait to be counted. @param most more than this is not asked for */
  async waiting(workspace: WorkspaceId, most: number): Promise<number> {
    return await this.#effects.countDocuments({ workspace, uncounted: 1 }, { limit: most });
  }

  async countWhatWaits(zone: Zone): Promise<void> {
    await this.#countPages(zone, { workspace: zone.workspace, uncounted: 1 }, false);
  }

  /** Every row anew. @returns what was counted wrongly, though nothing of it has changed since */
  async countAnew(zone: Zone): Promise<CounterChanges> {
    return await this.#countPages(zone, { workspace: zone.workspace }, true);
  }

  async #countPages(zone: Zone, those: mongo.Filter<EffectRow>, anew: boolean): Promise<CounterChanges> {
    const wrong = new CounterChanges();
    const found = this.#effects.find(those).batchSize(ROWS_AT_ONCE).project<{ readonly _id: EffectKey }>({ _id: 1 });
    for await (const page of inPages(found, PAGE)) {
      const keys = page.map(({ _id }) => _id);
      wrong.add(await inTransaction(this.#connection, (session) => this.#count(zone, keys, anew, session)));
    }
    return wrong;
  }

  async #count(
    { workspace, timezone }: Zone,
    keys: readonly EffectKey[],
    anew: boolean,
    session: ClientSession,
  ): Promise<CounterChanges> {
    const [changes, wrong] = [new CounterChanges(), new CounterChanges()];
    const rows = this.#effects.find({ _id: { $in: [...keys] } }, { session, batchSize: ROWS_AT_ONCE });
    const writes: mongo.AnyBulkWriteOperation<EffectRow>[] = [];
    const seenBy = new Set<CustomerKey>();
    for await (const row of rows) {
      const { _id, under: was = [], uncounted } = row;
      const is = contributionsOfEffect(row, (at) => dayOf(at, timezone));
      if (isDeepStrictEqual(was, is) && uncounted === undefined) continue;
      changes.move(was, is);
      if (anew && uncounted === undefined) wrong.move(was, is);
      const update: mongo.UpdateFilter<EffectRow> =
        is.length === 0 ? { $unset: { uncounted: 1, under: 1 } } : { $set: { under: is }, $unset: { uncounted: 1 } };
      if (row.kind === 'showPlacement') seenBy.add(customerKey(workspace, row.customer));
      writes.push({ updateOne: { filter: { _id }, update } });
    }
    if (writes.length > 0) await this.#effects.bulkWrite(writes, { session, ordered: false });
    // What they order afterwards is counted with them, by the days that were counted here.
    const seen = { _id: { $in: [...seenBy] } };
    if (seenBy.size > 0) await this.#customers.updateMany(seen, { $set: { uncounted: 1 } }, { session });
    const counters = changes.writes(workspace);
    if (counters.length > 0) await this.#counters.bulkWrite(counters, { session, ordered: false });
    return wrong;
  }
}

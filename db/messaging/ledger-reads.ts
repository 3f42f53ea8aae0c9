import type { Connection } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { EffectKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { inPages, oncePer, ROWS_AT_ONCE } from '../in-pages.ts';
import { isAlias } from '../privacy/erasures.ts';
import { EFFECT_KINDS, effectCollection, type EffectRow } from './effects.ts';

/** Rows that are looked for by what they should be, and by whose they are. */
export interface RowsAsked {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly keys: readonly EffectKey[];
  /** Of this customer all rows of effects decided after `after`, and up to `until`, are wanted as well. */
  readonly after: Instant;
  readonly until: Instant;
}

/** What the ledger of effects says, for whoever compares it. Nothing is held open and no row is changed. */
export interface LedgerReads {
  /** In no order, each row once; a page at a time. */
  rows(asked: RowsAsked): AsyncIterable<readonly EffectRow[]>;
  /** Those of these keys that have a row. */
  known(keys: readonly EffectKey[]): Promise<ReadonlySet<EffectKey>>;
  /** Everybody who has a row; in order, each of them once. Who was erased is nobody. */
  customers(workspace: WorkspaceId): AsyncIterable<CustomerId>;
}

export function mongoLedgerReads(connection: Connection): LedgerReads {
  const effects = effectCollection(connection);
  return {
    rows({ workspace, customer, keys, after, until }) {
      const theirs = { workspace, customer, kind: { $in: [...EFFECT_KINDS] }, at: { $gt: after, $lte: until } };
      const asked = keys.length === 0 ? theirs : { $or: [{ _id: { $in: [...keys] } }, theirs] };
      return inPages(effects.find(asked, { readConcern: 'majority' }).batchSize(ROWS_AT_ONCE), ROWS_AT_ONCE);
    },
    async known(keys) {
      const some = effects.find({ _id: { $in: [...keys] } }, { readConcern: 'majority' });
      const rows = await some.project<Pick<EffectRow, '_id'>>({ _id: 1 }).toArray();
      return new Set(rows.map(({ _id }) => _id));
    },
    async *customers(workspace) {
      const rows = effects
        .find({ workspace })
        .sort({ workspace: 1, customer: 1, kind: 1, at: -1 })
        .batchSize(ROWS_AT_ONCE)
        .project<Pick<EffectRow, 'customer'>>({ _id: 0, customer: 1 });
      for await (const { customer } of oncePer(rows, (row) => row.customer)) if (!isAlias(customer)) yield customer;
    },
  };
}

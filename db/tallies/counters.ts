import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { collectionOf } from '../schema.ts';
import type { Contribution, Share } from './tally.ts';

/** What the customers of a workspace add up to under one key of one tally. Rows of 0.3.0 have no tally. */
export interface CounterRow {
  /** `workspace:tally:day:of` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly tally: string;
  readonly of: string;
  readonly day: number | null;
  /** Whole numbers below 2^53, which doubles hold exactly; an amount that never was is left out. */
  readonly sums: Readonly<Record<string, number>>;
}

export function counterCollection(connection: Connection): mongo.Collection<CounterRow> {
  return collectionOf<CounterRow>(connection, 'counters', [
    { keys: { workspace: 1 } },
    { keys: { workspace: 1, tally: 1, day: 1 } },
    { keys: { workspace: 1, tally: 1, of: 1, day: 1 } },
  ]);
}

/** What rows of the ledger of effects were counted under that a purge has deleted: part of what a recount adds up. */
export function purgedCollection(connection: Connection): mongo.Collection<CounterRow> {
  return collectionOf<CounterRow>(connection, 'purged_sums', [{ keys: { workspace: 1, tally: 1 } }]);
}

type CounterKey = Pick<CounterRow, 'tally' | 'of' | 'day'>;

/** One amount of one counter, and by how much it changes; never 0. */
export interface CounterChange extends CounterKey {
  readonly amount: string;
  readonly by: number;
}

/** What counters have to be changed by. */
export class CounterChanges {
  readonly #changes = new Map<string, { readonly key: CounterKey; readonly amounts: Map<string, number> }>();

  change(key: CounterKey, adds: Share['adds'], sign: 1 | -1): void {
    const name = counterName(key);
    const change = this.#changes.get(name) ?? { key, amounts: new Map<string, number>() };
    this.#changes.set(name, change);
    for (const [amount, by = 0] of Object.entries(adds)) {
      change.amounts.set(amount, (change.amounts.get(amount) ?? 0) + sign * by);
    }
  }

  /** Off what a customer was counted under, and onto what they are counted under now. */
  move(was: readonly Contribution[], is: readonly Contribution[]): void {
    for (const one of was) this.change(keyOf(one), one.adds, -1);
    for (const one of is) this.change(keyOf(one), one.adds, 1);
  }

  add(others: CounterChanges): void {
    for (const { amount, by, ...key } of others.list()) this.change(key, { [amount]: by }, 1);
  }

  /** Without those that cancel out. */
  list(): readonly CounterChange[] {
    return [...this.#changes.values()].flatMap(({ key: { tally, of, day }, amounts }) =>
      [...amounts].flatMap(([amount, by]) => (by === 0 ? [] : [{ tally, of, day, amount, by }])),
    );
  }

  writes(workspace: WorkspaceId): mongo.AnyBulkWriteOperation<CounterRow>[] {
    return [...this.#changes.values()].flatMap(({ key: { tally, of, day }, amounts }) => {
      const changed = [...amounts].filter(([, by]) => by !== 0);
      if (changed.length === 0) return [];
      const $inc = Object.fromEntries(changed.map(([amount, by]) => [`sums.${amount}`, by]));
      const update = { $inc, $setOnInsert: { workspace, tally, of, day } } as mongo.UpdateFilter<CounterRow>;
      return [{ updateOne: { filter: { _id: counterId(workspace, { tally, of, day }) }, update, upsert: true } }];
    });
  }
}

export function counterId(workspace: WorkspaceId, key: CounterKey): string {
  return `${workspace}:${counterName(key)}`;
}

/** Names of tallies and days hold no colon. */
function counterName({ tally, of, day }: CounterKey): string {
  return `${tally}:${day ?? ''}:${of}`;
}

function keyOf({ tally, of, day }: Contribution): CounterKey {
  return { tally, of, day: day ?? null };
}

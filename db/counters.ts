import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { CounterKeys, Distribution } from '../domain/rfm/population.ts';
import { collectionOf } from './schema.ts';

/** `r`: calendar day of the last action; `f`: how many; `m`: money bucket. */
export type CounterKind = keyof CounterKeys;

export const KINDS: readonly CounterKind[] = ['r', 'f', 'm'];

/** How many customers of a workspace stand under one key. */
export interface CounterRow {
  /** `workspace:kind:key` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly kind: CounterKind;
  readonly key: number;
  readonly count: number;
}

export function counterCollection(connection: Connection): mongo.Collection<CounterRow> {
  return collectionOf<CounterRow>(connection, 'counters', [{ keys: { workspace: 1 } }]);
}

export function countsOf(rows: readonly CounterRow[], kind: CounterKind): Distribution {
  const own = rows.filter((row) => row.kind === kind);
  return own.map(({ key, count }) => [key, count] as const).toSorted(([a], [b]) => a - b);
}

/** What counters have to be changed by. */
export class CounterChanges {
  readonly #changes = new Map<string, { readonly kind: CounterKind; readonly key: number; readonly by: number }>();

  change(kind: CounterKind, key: number, by: number): void {
    const name = `${kind}:${key}`;
    this.#changes.set(name, { kind, key, by: by + (this.#changes.get(name)?.by ?? 0) });
  }

  /** −1 where a customer was counted, +1 where they are counted now. */
  move(was: CounterKeys | null, is: CounterKeys | null): void {
    for (const kind of KINDS) {
      if (was) this.change(kind, was[kind], -1);
      if (is) this.change(kind, is[kind], 1);
    }
  }

  add(others: CounterChanges): void {
    for (const { kind, key, by } of others.list()) this.change(kind, key, by);
  }

  /** Without those that cancel out. */
  list() {
    return [...this.#changes.values()].filter(({ by }) => by !== 0);
  }

  writes(workspace: WorkspaceId): mongo.AnyBulkWriteOperation<CounterRow>[] {
    return this.list().map(({ kind, key, by }) => ({
      updateOne: {
        filter: { _id: counterId(workspace, kind, key) },
        update: { $inc: { count: by }, $setOnInsert: { workspace, kind, key } },
        upsert: true,
      },
    }));
  }
}

export function counterId(workspace: WorkspaceId, kind: CounterKind, key: number): string {
  return `${workspace}:${kind}:${key}`;
}

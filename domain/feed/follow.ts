import type { EffectKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { Brought, Change } from './change.ts';
import type { FeedKind } from './kinds.ts';

/**
 * How a customer's journal becomes lines of the feed. Entries of completed turns never change; those of the last turn may
 * still be replaced, where the worker died after it had written them and before Temporal knew. They are told once the row
 * has stood for a while. If another attempt then says something else after all, what had been told is withdrawn by a line
 * of its own: so every line has one place, and what is told and not withdrawn is what the journal says.
 */
export interface Followed {
  /** Entries up to this one belong to completed turns and are told. */
  readonly upTo: number;
  /** Of which turn `told` is; -1 before the first. */
  readonly turn: number;
  /** What was told of that turn, which may have been the last one. */
  readonly told: readonly Told[];
  /** The picture of the customer that was seen last, and since when, by the wall clock. */
  readonly seen: string;
  readonly seenAt: Instant;
  /** Effects that were decided, and of which the ledger does not say yet what came of them. */
  readonly awaited: readonly AwaitedSince[];
}

export interface Told {
  readonly id: string;
  readonly kind: FeedKind | 'awaited';
}

export interface AwaitedSince {
  readonly effect: EffectKey;
  readonly since: Instant;
}

/** What the store says of a customer at one moment. */
export interface Picture {
  /** See `versionText` of rows. */
  readonly version: string;
  readonly turn: number;
  /** The last entry of completed turns. */
  readonly after: number;
  /** Of completed turns, after `upTo`. */
  readonly completed: readonly Brought[];
  /** Of the last turn; `null`: not all of its entries are there yet. */
  readonly last: readonly Brought[] | null;
}

/** A line before it has its place. */
export type NewLine = Change | Withdrawal;

/** What was told under this id has not happened. */
export interface Withdrawal {
  readonly kind: 'withdrawn';
  readonly id: string;
  readonly of: FeedKind;
}

export const NOT_FOLLOWED: Followed = { upTo: 0, turn: -1, told: [], seen: '', seenAt: 0, awaited: [] };

/**
 * @param now by the wall clock
 * @param settle how long a row has to stand before its last turn is told, ms
 * @returns `again`: when to look again although nothing is written; `null`: not before something is
 */
export function follow(
  was: Followed,
  picture: Picture,
  now: Instant,
  settle: number,
): { readonly next: Followed; readonly lines: readonly NewLine[]; readonly again: Instant | null } {
  const isSameTurn = was.turn === picture.turn;
  const seenAt = was.seen === picture.version ? was.seenAt : now;
  const { last } = picture;
  const isSettled = last !== null && now - seenAt >= settle;
  // What was told of a turn is held against what is final of it, or against what its newest attempt says.
  const over = compared(isSameTurn ? [] : was.told, picture.completed);
  const kept = isSameTurn ? was.told : [];
  const current = isSettled ? compared(kept, last) : NOTHING;
  const fresh = [...over.fresh, ...current.fresh];
  const gone = [...over.gone, ...current.gone];
  return {
    next: {
      upTo: picture.after,
      turn: picture.turn,
      told: isSettled ? last.map(({ id, kind }) => ({ id, kind })) : kept,
      seen: picture.version,
      seenAt,
      awaited: awaitedAfter(was.awaited, fresh, gone, now),
    },
    lines: [...gone.flatMap(withdrawalOf), ...fresh.filter(isChange)],
    again: againAt(),
  };

  function againAt(): Instant | null {
    if (last === null) return now + settle;
    return isSettled || (last.length === 0 && kept.length === 0) ? null : seenAt + settle;
  }
}

interface Compared {
  readonly fresh: readonly Brought[];
  readonly gone: readonly Told[];
}

const NOTHING: Compared = { fresh: [], gone: [] };

function compared(told: readonly Told[], is: readonly Brought[]): Compared {
  const [known, there] = [new Set(told.map(({ id }) => id)), new Set(is.map(({ id }) => id))];
  return { fresh: is.filter(({ id }) => !known.has(id)), gone: told.filter(({ id }) => !there.has(id)) };
}

function withdrawalOf({ id, kind }: Told): readonly Withdrawal[] {
  return kind === 'awaited' ? [] : [{ kind: 'withdrawn', id, of: kind }];
}

function isChange(brought: Brought): brought is Change {
  return brought.kind !== 'awaited';
}

function awaitedAfter(
  was: readonly AwaitedSince[],
  fresh: readonly Brought[],
  gone: readonly Told[],
  now: Instant,
): readonly AwaitedSince[] {
  const [known, lost] = [new Set(was.map(({ effect }) => effect)), new Set(gone.map(({ id }) => id))];
  const more = fresh.flatMap((one) =>
    one.kind === 'awaited' && !known.has(one.effect) ? [{ effect: one.effect, since: now }] : [],
  );
  return [...was.filter(({ effect }) => !lost.has(effect)), ...more];
}

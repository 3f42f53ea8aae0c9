import type { EventKey } from '../../domain/keys.ts';
import type { Asleep, CustomerFilter } from '../customers/customers.ts';

/** Somebody was decided for asleep, and this decision has not heard of it: it has to be taken again with these entries. */
export class DecidedAsleepError extends Error {
  override readonly name = 'DecidedAsleepError';
  readonly entries: readonly EventKey[];

  constructor(entries: readonly EventKey[]) {
    super(`${entries.join(', ')} was decided asleep; decide again with it`);
    this.entries = entries;
  }
}

/** A turn has to take what was decided asleep upon the one before, and what it took itself in an earlier attempt. */
export function knowsEntries(turn: number, asleep: readonly EventKey[]): CustomerFilter {
  const all = { $not: { $elemMatch: { $nin: [...asleep] } } };
  return {
    $or: [
      { 'asleep.turn': { $nin: [turn - 1, turn] } },
      { 'asleep.turn': turn - 1, 'asleep.entries': all },
      { 'asleep.turn': turn, 'asleep.taken': all },
    ],
  };
}

/** Of those that the row tells of, what this turn has to take. */
export function entriesFor(turn: number, { turn: of, entries, taken = [] }: Omit<Asleep, 'base'>): readonly EventKey[] {
  if (of === turn - 1) return entries;
  return of === turn ? taken : [];
}

import type { JournalEntry } from '../../domain/decision/decision.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { isResult } from '../../domain/journey/results.ts';
import { figuresOf } from '../../domain/loyalty/figures.ts';
import type { CustomerRow } from '../customers/customers.ts';

/** The entries of a turn as its row tells of them: the journal is written at the same time, and may be later. */
export function lastTurnOf(
  { seq }: CustomerState,
  entries: readonly JournalEntry[],
): NonNullable<CustomerRow['lastTurn']> {
  const moves = entries.flatMap(({ at, move }) => (move ? [{ at, from: move.from, to: move.to }] : []));
  const changes = entries.flatMap(({ at, audiences = [] }) => audiences.map((change) => ({ at, ...change })));
  const told = entries.flatMap(({ at, facts, effects }) => {
    const counted = facts.filter(isResult);
    return counted.length === 0 ? [] : [{ at, facts: counted, effects }];
  });
  const rewards = entries.flatMap(({ at, loyalty = [] }) => {
    const counted = loyalty.filter((fact) => figuresOf(fact).length > 0);
    return counted.length === 0 ? [] : [{ at, loyalty: counted }];
  });
  return {
    after: (entries[0]?.seq ?? seq + 1) - 1,
    moves,
    ...(changes.length === 0 ? {} : { changes }),
    ...(told.length === 0 ? {} : { told }),
    ...(rewards.length === 0 ? {} : { rewards }),
  };
}

import { expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { journalCollection, type JournalRow } from '../../db/events/journal.ts';
import { mongoMoveReads } from '../../db/events/moves.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { LOYAL, LOST } from '../../domain/scoring/presets/seven-segments.ts';
import { aKey, NOON } from '../builders.ts';
import { databaseUri } from '../database-uri.ts';

const shop = workspaceId.parse('shop');

/** The journal's rows are larger; a move is all that is read here. */
function aRow(customer: string, seq: number, at = NOON): JournalRow {
  const key = customerKey(shop, customerId.parse(customer));
  const move = { from: LOST.id, to: LOYAL.id, cause: { by: 'event', event: aKey('o-1'), type: 'purchase' } } as const;
  const row = {
    _id: `${key}:${seq}`,
    workspace: shop,
    customer: customerId.parse(customer),
    key,
    seq,
    at,
    now: at,
    move,
  };
  return {
    ...row,
    turn: seq,
    heard: 1,
    events: [],
    effects: [],
    facts: [],
    playbook: 1,
    score: null,
    segment: LOYAL.id,
  };
}

test('moves of one instant are each listed once, and each customer’s newest first, whatever the page', async () => {
  const connection = await connectStore(databaseUri(inject('mongodbUri'), `moves-${process.pid}`));
  try {
    const rows = [...[9, 10, 11].flatMap((seq) => [aRow('ann', seq), aRow('b:ob', seq)]), aRow('ann', 12, NOON + 1)];
    await journalCollection(connection).insertMany(rows);
    const reads = mongoMoveReads(connection);
    for (const limit of [1, 2, 3, 100]) {
      const seen: JournalRow[] = [];
      for (let more = true; more;) {
        const after = seen.at(-1);
        const page = await reads.list(shop, { until: NOON + 1 }, after ? { limit, after } : { limit });
        seen.push(...page);
        more = page.length === limit;
      }
      expect(seen.map(({ customer, seq }) => `${customer} ${seq}`)).toEqual([
        'ann 12',
        ...[11, 10, 9].map((seq) => `ann ${seq}`),
        ...[11, 10, 9].map((seq) => `b:ob ${seq}`),
      ]);
    }
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
});

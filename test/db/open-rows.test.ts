import type { mongo } from 'mongoose';
import { expect, inject, test } from 'vitest';
import { mongoBacklog } from '../../db/events/backlog.ts';
import { connectStore } from '../../db/connection.ts';
import { mongoEventStore } from '../../db/events/events.ts';
import { ensureIndexes } from '../../db/schema.ts';
import { databaseUri } from '../database-uri.ts';

test('what looks for open rows of all workspaces reads an index, and not every event there is', async () => {
  const connection = await connectStore(databaseUri(inject('mongodbUri'), `open-${process.pid}`));
  try {
    // Opened first: a collection that nobody has opened gets no indexes, and none is read of one that is not there.
    const [events, backlog] = [mongoEventStore(connection), mongoBacklog(connection)];
    await ensureIndexes(connection);
    const db = connection.getClient().db(connection.name);
    await db.command({ profile: 2 });
    await events.workspacesDue(1);
    await backlog();
    await db.command({ profile: 0 });
    const seen: readonly mongo.Document[] = await db
      .collection('system.profile')
      .find({ ns: `${connection.name}.events`, op: 'command' })
      .toArray();
    expect(seen.length).toBeGreaterThanOrEqual(2);
    for (const { planSummary } of seen) expect(planSummary).toMatch(/IXSCAN|DISTINCT_SCAN/);
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
});

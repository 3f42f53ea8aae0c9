import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { bringUpToDate } from '../../db/migrations/bring-up-to-date.ts';
import { mongoUploadStore } from '../../db/jobs/uploads.ts';
import { SHARED_DATA, WORKSPACE_DATA } from '../../db/workspaces/workspace-data.ts';
import { LIFETIMES } from '../../db/privacy/lifetimes.ts';
import { RETAINED } from '../../domain/privacy/retention.ts';
import { openEdge } from '../api/edge.ts';

/** Every collection that the API or a worker opens, and those that GridFS makes by itself. */
async function opened(): Promise<ReadonlySet<string>> {
  const edge = await openEdge();
  createActivities({
    connection: edge.deps.connection,
    smtpUrl: undefined,
    mailboxUrl: 'smtp://127.0.0.1:1',
    from: 'shop@example.com',
  });
  // It is opened where a store is refused, too.
  await bringUpToDate(edge.deps.connection, () => undefined).catch(() => undefined);
  await mongoUploadStore(edge.deps.connection).save('a-job', Readable.from([Buffer.from('id,customer\n')]));
  const { connection: used } = edge.deps;
  const stored = await used.getClient().db(used.name).listCollections().toArray();
  const names = new Set([...Object.keys(used.models), ...stored.map(({ name }) => name)]);
  await edge.close();
  return names;
}

test('every collection is registered as a workspace’s own, or as that of nobody', async () => {
  const registered = new Set([...WORKSPACE_DATA.map(({ collection }) => collection), ...Object.keys(SHARED_DATA)]);
  const used = await opened();
  // A collection that fails here belongs into db/workspaces/workspace-data.ts: else deleting a workspace would leave its rows.
  expect([...used].filter((name) => !registered.has(name))).toEqual([]);
  expect([...registered].filter((name) => !used.has(name))).toEqual([]);
});

test('each part has a name of its own that can be a field of the receipt', () => {
  const names = WORKSPACE_DATA.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-zA-Z]+$/);
});

test('of each part it is said what bounds it, or why nothing does; each class of retention bounds one', () => {
  const lives = Object.values(LIFETIMES);
  // The compiler asks for each part; a reason is more than a word.
  const unsaid = lives.flatMap((one) => (one.by === 'nothing' && one.why.split(' ').length < 4 ? [one] : []));
  expect(unsaid).toEqual([]);
  const classes = new Set(lives.flatMap((one) => (one.by === 'retention' ? [one.what] : [])));
  expect([...classes].toSorted()).toEqual([...RETAINED].toSorted());
});

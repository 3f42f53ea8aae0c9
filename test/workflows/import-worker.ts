import { setTimeout as pause } from 'node:timers/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { createJobActivities, mongoJobDeps } from '../../activities/jobs/jobs.ts';
import type { EventRow } from '../../db/events/events.ts';
import { connectStore } from '../../db/connection.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { workspaceCollection } from '../../db/workspaces/workspaces.ts';
import { HOUR } from '../../domain/time.ts';
import { withChanges } from './import-changes.ts';

/** A worker in a process of its own that gets stuck in its second write, so that it can be killed in the middle. */
const [uri = '', address = '', taskQueue = '', bundle = '', stuck = ''] = process.argv.slice(2);
const store = await connectStore(uri);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const deps = mongoJobDeps(store, {
  playbooks: mongoPlaybookStore(store),
  from: 'shop@example.com',
  workspace: async (id) => {
    const row = await workspaceCollection(store).findOne({ _id: id });
    if (row === null) throw new Error('the workspace is gone');
    return row;
  },
});
let calls = 0;
const stall = async (what: string) => {
  if (what !== stuck) return;
  calls += 1;
  if (calls > 1) await pause(HOUR);
};
const { imported } = withChanges(deps.imported, {
  insert: async (rows) => {
    const verdicts = await deps.imported.insert(rows);
    await stall('insert');
    return verdicts;
  },
  create: async (of, rows) => {
    const existing = await deps.imported.create(of, rows);
    await stall('create');
    return existing;
  },
});
const ingest: typeof deps.ingest = (client, queue) => {
  const found = deps.ingest(client, queue);
  return {
    ...found,
    events: Object.assign(Object.create(found.events), {
      insert: async (rows: readonly EventRow[]) => {
        const inserted = await found.events.insert(rows);
        await stall('ask');
        return inserted;
      },
    }),
  };
};
const outside = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@example.com' };
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowBundle: { codePath: bundle },
  activities: {
    ...createActivities({ connection: store, ...outside }),
    ...createJobActivities({ ...deps, imported, ingest }),
  },
});
await worker.run();

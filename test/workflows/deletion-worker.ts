import { setTimeout as pause } from 'node:timers/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { createJobActivities, mongoJobDeps } from '../../activities/jobs/jobs.ts';
import { connectStore } from '../../db/connection.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { HOUR } from '../../domain/time.ts';
import { deletionWith } from './deletion-changes.ts';

/** A worker in a process of its own that gets stuck after so many deletions, so that it can be killed in the middle. */
const [uri = '', address = '', taskQueue = '', bundle = '', after = '0'] = process.argv.slice(2);
const store = await connectStore(uri);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const deps = mongoJobDeps(store, {
  playbooks: mongoPlaybookStore(store),
  from: 'shop@example.com',
  workspace: async () => {
    throw new Error('the workspace is gone');
  },
});
let steps = 0;
const deletion = deletionWith(deps.deletion, async () => {
  steps += 1;
  if (steps > Number(after)) await pause(HOUR);
});
const outside = { smtpUrl: undefined, mailboxUrl: 'smtp://127.0.0.1:1', from: 'shop@example.com' };
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue,
  workflowBundle: { codePath: bundle },
  activities: {
    ...createActivities({ connection: store, ...outside }),
    ...createJobActivities({ ...deps, deletion, quietAfter: 100 }),
  },
});
await worker.run();

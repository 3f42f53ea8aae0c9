import { log } from '@temporalio/activity';
import type { Connection } from 'mongoose';
import { mongoAdoption } from '../db/adoption.ts';
import { mongoContactStore } from '../db/contacts.ts';
import { mongoCustomerPages } from '../db/customer-pages.ts';
import { mongoDecisionStore } from '../db/decisions.ts';
import { mongoDifferenceStore } from '../db/differences.ts';
import { mongoPartStore } from '../db/playbook/parts.ts';
import { mongoRejectedStore } from '../db/rejected-rows.ts';
import { mongoTallyStore } from '../db/tallies/store.ts';
import { mongoTaskStore } from '../db/tasks.ts';
import { mongoUploadStore } from '../db/uploads.ts';
import { mongoWorkspaceDeletion } from '../db/workspace-deletion.ts';
import { mongoWorkspaceStore } from '../db/workspace-store.ts';
import { SECOND } from '../domain/time.ts';
import { openIngest, wakesOf } from '../ingest/open.ts';
import { createDeleteWorkspace } from './delete-workspace.ts';
import { createFitRhythm } from './fit-rhythm.ts';
import { createImportContacts } from './import-contacts.ts';
import { createRebuild } from './rebuild.ts';
import { createRollOut } from './roll-out.ts';
import type { TaskDeps } from './task-deps.ts';
import { createEndTask } from './task-end.ts';

/** The activities of background tasks. */
export function createTaskActivities(deps: TaskDeps) {
  return {
    fitRhythm: createFitRhythm(deps),
    rollOut: createRollOut(deps),
    rebuild: createRebuild(deps),
    deleteWorkspace: createDeleteWorkspace(deps),
    importContacts: createImportContacts(deps),
    endTask: createEndTask(deps),
  };
}

/** More would keep events waiting that somebody sends meanwhile. */
const WAKES_PER_SECOND = 200;
/** Keys are remembered for five seconds, and a request or a decision takes at most as long again. */
const QUIET_AFTER = 15 * SECOND;

/** What is not delivered now is delivered by the sweeper. */
function toldOnce(error: unknown): void {
  log.warn('a change of profile was not delivered; it is tried again', {
    reason: error instanceof Error ? error.name : 'unknown',
  });
}

/** What they need, over a connection. */
export function mongoTaskDeps(connection: Connection, shared: Pick<TaskDeps, 'playbooks' | 'workspace'>): TaskDeps {
  return {
    ...shared,
    tasks: mongoTaskStore(connection),
    differences: mongoDifferenceStore(connection),
    customers: mongoCustomerPages(connection),
    tallies: mongoTallyStore(connection),
    adoption: mongoAdoption(connection),
    parts: mongoPartStore(connection),
    decisions: mongoDecisionStore(connection),
    workspaces: mongoWorkspaceStore(connection),
    now: Date.now,
    wakesPerSecond: WAKES_PER_SECOND,
    contacts: mongoContactStore(connection),
    uploads: mongoUploadStore(connection),
    rejected: mongoRejectedStore(connection),
    ingest: (client, taskQueue) =>
      openIngest({ connection, ...wakesOf(client, { taskQueue }), now: Date.now, failed: toldOnce }),
    deletion: mongoWorkspaceDeletion(connection),
    quietAfter: QUIET_AFTER,
  };
}

import type { Connection } from 'mongoose';
import { mongoCustomerPages } from '../db/customer-pages.ts';
import { mongoDecisionStore } from '../db/decisions.ts';
import { mongoDifferenceStore } from '../db/differences.ts';
import { mongoTaskStore } from '../db/tasks.ts';
import { mongoWorkspaceDeletion } from '../db/workspace-deletion.ts';
import { mongoWorkspaceStore } from '../db/workspace-store.ts';
import { createDeleteWorkspace } from './delete-workspace.ts';
import { createFitRhythm } from './fit-rhythm.ts';
import { createRebuild } from './rebuild.ts';
import { createRollOut } from './roll-out.ts';
import type { TaskDeps } from './task-deps.ts';
import { createEndTask } from './task-end.ts';
import { SECOND } from '../domain/time.ts';

/** The activities of background tasks. */
export function createTaskActivities(deps: TaskDeps) {
  return {
    fitRhythm: createFitRhythm(deps),
    rollOut: createRollOut(deps),
    rebuild: createRebuild(deps),
    deleteWorkspace: createDeleteWorkspace(deps),
    endTask: createEndTask(deps),
  };
}

/** More would keep events waiting that somebody sends meanwhile. */
const WAKES_PER_SECOND = 200;
/** Keys are remembered for five seconds, and a request or a decision takes at most as long again. */
const QUIET_AFTER = 15 * SECOND;

/** What they need, over a connection. */
export function mongoTaskDeps(connection: Connection, shared: Pick<TaskDeps, 'playbooks' | 'workspace'>): TaskDeps {
  return {
    ...shared,
    tasks: mongoTaskStore(connection),
    differences: mongoDifferenceStore(connection),
    customers: mongoCustomerPages(connection),
    decisions: mongoDecisionStore(connection),
    workspaces: mongoWorkspaceStore(connection),
    now: Date.now,
    wakesPerSecond: WAKES_PER_SECOND,
    deletion: mongoWorkspaceDeletion(connection),
    quietAfter: QUIET_AFTER,
  };
}

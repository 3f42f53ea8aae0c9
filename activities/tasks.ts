import type { Connection } from 'mongoose';
import { mongoAdoption } from '../db/adoption.ts';
import { mongoCustomerPages } from '../db/customer-pages.ts';
import { mongoDecisionStore } from '../db/decisions.ts';
import { mongoDifferenceStore } from '../db/differences.ts';
import { mongoTaskStore } from '../db/tasks.ts';
import { mongoWorkspaceStore } from '../db/workspace-store.ts';
import { createFitRhythm } from './fit-rhythm.ts';
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
    endTask: createEndTask(deps),
  };
}

/** What they need, over a connection. */
export function mongoTaskDeps(connection: Connection, shared: Pick<TaskDeps, 'playbooks' | 'workspace'>): TaskDeps {
  return {
    ...shared,
    tasks: mongoTaskStore(connection),
    differences: mongoDifferenceStore(connection),
    customers: mongoCustomerPages(connection),
    adoption: mongoAdoption(connection),
    decisions: mongoDecisionStore(connection),
    workspaces: mongoWorkspaceStore(connection),
    now: Date.now,
  };
}

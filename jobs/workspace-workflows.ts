import type { Client } from '@temporalio/client';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, workflowId } from '../domain/keys.ts';
import type * as workflows from '../workflows/index.ts';
import { eraseRun, type WorkflowRun } from './erase-run.ts';
import { earlierTaskId, jobId } from '../workflows/job-messages.ts';

/** Everything of a workspace that Temporal knows, running or not, but for the workflow that deletes it. */
export interface WorkspaceWorkflows {
  count(): Promise<number>;
  list(limit: number): Promise<readonly WorkflowRun[]>;
  /** Ends the workflow where it still runs, and deletes its history. @returns false where there is none */
  erase(run: WorkflowRun): Promise<boolean>;
  eraseCustomer(customer: CustomerId): Promise<boolean>;
}

/** How the ids of each kind of workflow begin; `null`: it belongs to no workspace. Whoever adds a kind adds it here. */
const ID_STARTS: Readonly<Record<keyof typeof workflows, ((workspace: WorkspaceId) => string) | null>> = {
  customer: (workspace) => `customer:${workspace}:`,
  job: (workspace) => `job:${workspace}:`,
  importJob: (workspace) => `job:${workspace}:`,
  task: (workspace) => `task:${workspace}:`,
  beginFit: (workspace) => `fit:${workspace}:`,
  beginLaunch: (workspace) => `launch:${workspace}:`,
  deliverChanges: (workspace) => `deliver:${workspace}:`,
  iysExchange: (workspace) => `iys:${workspace}:`,
  upkeep: null,
  bots: null,
};

export function workspaceWorkflows(client: Client, workspace: WorkspaceId, ownJob: string): WorkspaceWorkflows {
  const starts = Object.values(ID_STARTS).flatMap((start) => (start === null ? [] : start(workspace)));
  const theirs = [...new Set(starts)].map((start) => `WorkflowId STARTS_WITH "${start}"`);
  const own = [jobId(workspace, ownJob), earlierTaskId(workspace, ownJob)].map((id) => `WorkflowId != "${id}"`);
  const query = `(${theirs.join(' OR ')}) AND ${own.join(' AND ')}`;

  const erase = async (run: WorkflowRun) => await eraseRun(client, run);

  return {
    async count() {
      return (await client.workflow.count(query)).count;
    },
    async list(limit) {
      const runs: WorkflowRun[] = [];
      for await (const { workflowId: id, runId } of client.workflow.list({ query, pageSize: limit })) {
        runs.push({ workflowId: id, runId });
        if (runs.length >= limit) break;
      }
      return runs;
    },
    erase,
    eraseCustomer: async (customer) => await erase({ workflowId: workflowId(customerKey(workspace, customer)) }),
  };
}

import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { TaskRow } from '../db/tasks.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Imports } from '../imports/open.ts';
import type { Ingest } from '../ingest/open.ts';
import type { Tasks } from '../tasks/open.ts';
import type { KeyRing } from './auth.ts';
import type { Draining } from './draining.ts';
import type { Limits } from './limits.ts';
import type { Stores } from './stores.ts';
import type { WorkflowPage } from './temporal-page.ts';

/** Everything the API needs from outside; nothing in `api/` reads a clock or the environment itself. */
export interface ApiDeps {
  readonly connection: Connection;
  readonly stores: Stores;
  readonly keyRing: KeyRing;
  /** Wall clock. */
  readonly clock: () => Instant;
  readonly log: Logger;
  readonly draining: Draining;
  readonly limits: Limits;
  /** Whether Temporal answers within a second. */
  readonly temporalAnswers: () => Promise<boolean>;
  /** The way of events into customers. */
  readonly ingest: Ingest;
  /** Files of history on their way in. */
  readonly imports: Imports;
  /** Work over whole workspaces. */
  readonly tasks: Tasks;
  /** See `rollOut` in `rollout.ts`; to be called after rules of scoring or silence were published. */
  readonly rollOut: (workspace: WorkspaceId) => Promise<TaskRow | null>;
  /** What is wrong with a Liquid template, in one sentence; `undefined` where nothing is. */
  readonly checkTemplate: (template: string) => Promise<string | undefined>;
  readonly workflowPage: WorkflowPage;
}

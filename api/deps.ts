import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { MailFault } from '../channels/check-mails.ts';
import type { Template } from '../channels/render.ts';
import type { JobRow } from '../db/jobs/rows.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { TemplateExample } from '../domain/template-examples.ts';
import type { Instant } from '../domain/time.ts';
import type { Imports } from '../imports/open.ts';
import type { Ingest } from '../ingest/open.ts';
import type { Jobs } from '../jobs/open.ts';
import type { KeyRing } from './auth.ts';
import type { Draining } from './draining.ts';
import type { Limits } from './limits.ts';
import type { Stores } from './stores.ts';
import type { WorkflowPage } from './temporal-page.ts';

export type CheckMails = (
  workspace: WorkspaceId,
  mails: readonly Template[],
  examples: readonly TemplateExample[],
) => Promise<readonly (readonly MailFault[])[]>;

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
  /** What is asked of files of history before they are imported. */
  readonly imports: Imports;
  /** Background work. */
  readonly jobs: Jobs;
  /** See `rollOut` in `rollout.ts`; to be called after rules of scoring or silence were published. */
  readonly rollOut: (workspace: WorkspaceId) => Promise<JobRow | null>;
  /** What keeps each of these mails from being sent to one of these customers; see `checkMails` in `channels/`. */
  readonly checkMails: CheckMails;
  readonly workflowPage: WorkflowPage;
}

import type { Client } from '@temporalio/client';
import type { Adoption } from '../db/adoption.ts';
import type { ContactStore } from '../db/contacts.ts';
import type { CustomerPages } from '../db/customer-pages.ts';
import type { DecisionStore } from '../db/decisions.ts';
import type { DifferenceStore } from '../db/differences.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { RejectedStore } from '../db/rejected-rows.ts';
import type { TallyStore } from '../db/tallies/store.ts';
import type { TaskStore } from '../db/tasks.ts';
import type { UploadStore } from '../db/uploads.ts';
import type { WorkspaceDeletion } from '../db/workspace-deletion.ts';
import type { WorkspaceStore } from '../db/workspace-store.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Ingest } from '../ingest/open.ts';

/** What the activities of background tasks need from outside. */
export interface TaskDeps {
  readonly tasks: TaskStore;
  readonly differences: DifferenceStore;
  readonly customers: CustomerPages;
  readonly tallies: Pick<TallyStore, 'rebuild'>;
  readonly adoption: Adoption;
  readonly decisions: Pick<DecisionStore, 'history' | 'lost'>;
  readonly playbooks: PlaybookStore;
  readonly parts: Pick<PartStore, 'find'>;
  readonly workspaces: Pick<WorkspaceStore, 'find' | 'adoptPlaybook'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Wall clock. */
  readonly now: () => Instant;
  /** Customers told of a change of their contact per second. */
  readonly wakesPerSecond: number;
  readonly contacts: ContactStore;
  readonly uploads: UploadStore;
  readonly rejected: RejectedStore;
  /** The way of events into customers, over this worker's client. */
  readonly ingest: (client: Client, taskQueue: string) => Pick<Ingest, 'acceptProfile'>;
  readonly deletion: WorkspaceDeletion;
  /** How long after a workspace was closed something begun before may still write to it, milliseconds. */
  readonly quietAfter: number;
}

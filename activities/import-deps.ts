import type { EventStore } from '../db/events.ts';
import type { ImportedStore } from '../db/imported.ts';
import type { JobStore } from '../db/jobs.ts';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { RejectedStore } from '../db/rejected-rows.ts';
import type { UploadStore } from '../db/uploads.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';

/** What the activities of an import need from outside. */
export interface ImportDeps {
  readonly jobs: JobStore;
  readonly uploads: UploadStore;
  readonly rejected: RejectedStore;
  readonly imported: ImportedStore;
  readonly events: Pick<EventStore, 'markDelivered'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Wall clock. */
  readonly now: () => Instant;
}

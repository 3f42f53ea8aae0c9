import type { EventStore } from '../db/events.ts';
import type { ImportedStore } from '../db/imported.ts';
import type { JobStore } from '../db/jobs.ts';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { PseudonymKeyStore } from '../db/pseudonym-keys.ts';
import type { RejectedStore } from '../db/rejected-rows.ts';
import type { ReturnStore } from '../db/returns.ts';
import type { UploadStore } from '../db/uploads.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';

/** What the activities of an import need from outside. */
export interface ImportDeps {
  readonly jobs: JobStore;
  readonly uploads: Pick<UploadStore, 'read' | 'remove'>;
  readonly rejected: RejectedStore;
  readonly imported: ImportedStore;
  readonly returns: ReturnStore;
  readonly pseudonymKeys: PseudonymKeyStore;
  readonly events: Pick<EventStore, 'markDelivered'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Wall clock. */
  readonly now: () => Instant;
}

import type { ContactStore } from '../../db/customers/contacts.ts';
import type { ErasureStore } from '../../db/privacy/erasures.ts';
import type { ReadOrders } from '../../db/events/refunded.ts';
import type { IdentityStore } from '../../db/sources/identities.ts';
import type { SourceTallies } from '../../db/sources/tallies.ts';
import type { WaitingStore } from '../../db/sources/waiting.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { CustomerId, SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Ignored, Refused } from '../../domain/sources/translated.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ingest } from '../open.ts';

export interface SourcePorts {
  readonly ingest: Pick<Ingest, 'events' | 'dispatch' | 'clock' | 'acceptProfile'>;
  readonly contacts: Pick<ContactStore, 'get' | 'put'>;
  readonly readOrders: ReadOrders;
  readonly erasures: Pick<ErasureStore, 'among'>;
  /** Marks somebody, and begins their erasure where it is not done; see `docs/privacy.md`. */
  readonly erase: (workspace: WorkspaceId, customer: CustomerId) => Promise<void>;
  readonly waiting: WaitingStore;
  readonly identities: IdentityStore;
  readonly tallies: Pick<SourceTallies, 'add'>;
  readonly isCustomer: (workspace: WorkspaceId, customer: CustomerId) => Promise<boolean>;
}

/** Who sends, where to, and when it came. */
export interface Sending {
  readonly workspace: WorkspaceRow;
  readonly source: SourceId;
  /** By the wall clock. */
  readonly receivedAt: Instant;
  /** The same in the workspace's time. */
  readonly now: Instant;
}

/** What became of one message. */
export type Taken =
  | { readonly id: string | null; readonly status: 'accepted' | 'duplicate' | 'waiting' }
  | { readonly id: string | null; readonly status: 'ignored'; readonly reason: Ignored }
  | {
      readonly id: string | null;
      readonly status: 'refused';
      readonly reason: Refused;
      readonly path: string;
      readonly message: string;
    };
export type TakenRefused = Extract<Taken, { readonly status: 'refused' }>;

import type { Client } from '@temporalio/client';
import type { Adoption } from '../../db/customers/adoption.ts';
import type { CatalogueStore } from '../../db/catalogue/catalogue.ts';
import type { InterestedIn } from '../../db/recommend/interested.ts';
import type { BasketEvents } from '../../db/recommend/basket-events.ts';
import type { BasketStore } from '../../db/recommend/baskets.ts';
import type { ItemFigureStore } from '../../db/recommend/item-figures.ts';
import type { AsleepStore } from '../../db/customers/asleep.ts';
import type { ContactStore } from '../../db/customers/contacts.ts';
import type { CurrentTotals } from '../../db/customers/current-totals.ts';
import type { CustomerList } from '../../db/customers/customer-list.ts';
import type { CustomerPages } from '../../db/customers/customer-pages.ts';
import type { CustomerSegments } from '../../db/customers/customer-segments.ts';
import type { CustomerStates } from '../../db/customers/customer-states.ts';
import type { DecisionStore } from '../../db/events/decisions.ts';
import type { DifferenceStore } from '../../db/jobs/differences.ts';
import type { EventStore } from '../../db/events/events.ts';
import type { CouponRefunds } from '../../db/coupons/refunded.ts';
import type { FeedStore } from '../../db/feed/store.ts';
import type { SubscriptionStore } from '../../db/feed/subscriptions.ts';
import type { ReadOrders } from '../../db/events/refunded.ts';
import type { ImportedStore } from '../../db/customers/imported.ts';
import type { FitScheduleStore } from '../../db/jobs/fit-schedules.ts';
import type { LaunchScheduleStore } from '../../db/jobs/launch-schedules.ts';
import type { JobStore } from '../../db/jobs/store.ts';
import type { JudgedStages } from '../../db/events/judged-stages.ts';
import type { LedgerReads } from '../../db/messaging/ledger-reads.ts';
import type { PartStore } from '../../db/playbook/parts.ts';
import type { PastReads } from '../../db/events/journal-reads.ts';
import type { PlaybookStore } from '../../db/playbook/playbooks.ts';
import type { CustomerErasure } from '../../db/privacy/customer-erasure.ts';
import type { OthersOfErased } from '../../db/privacy/others.ts';
import type { CustomerPurge } from '../../db/privacy/purge.ts';
import type { PayloadKeyUpkeep } from '../../db/privacy/payload-keys.ts';
import type { AgedPurge } from '../../db/privacy/purge-aged.ts';
import type { ErasureStore } from '../../db/privacy/erasures.ts';
import type { PseudonymKeyStore } from '../../db/customers/pseudonym-keys.ts';
import type { RecountStore } from '../../db/tallies/recounts.ts';
import type { RejectedStore } from '../../db/jobs/rejected-rows.ts';
import type { ReturnStore } from '../../db/events/returns.ts';
import type { TallyStore } from '../../db/tallies/store.ts';
import type { UploadStore } from '../../db/jobs/uploads.ts';
import type { WorkspaceDeletion } from '../../db/workspaces/workspace-deletion.ts';
import type { WorkspaceStore } from '../../db/workspaces/workspace-store.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ingest } from '../../ingest/open.ts';
import type { PoolsOf } from '../../publishing/loyalty-names.ts';
import type { CheckMails } from '../../publishing/journey-part.ts';

/** @param at by the wall clock */
export type Suppress = (workspace: WorkspaceId, channel: Channel, address: string, at: Instant) => Promise<void>;

/** What the activities of background work need from outside. */
export interface JobDeps {
  readonly jobs: JobStore;
  readonly playbooks: PlaybookStore;
  readonly past: Pick<PastReads, 'base' | 'journalPages' | 'toldOf'>;
  readonly ledger: LedgerReads;
  /** See `isAtWork` in `ingest/`. */
  readonly isAtWork: (client: Client, key: CustomerKey, turn: number) => Promise<boolean>;
  readonly parts: PartStore;
  readonly workspaces: Pick<WorkspaceStore, 'find' | 'adoptPlaybook' | 'notePurge' | 'retaining'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly uploads: Pick<UploadStore, 'read' | 'remove'>;
  readonly rejected: RejectedStore;
  readonly imported: ImportedStore;
  readonly readOrders: ReadOrders;
  readonly returns: ReturnStore;
  readonly pseudonymKeys: PseudonymKeyStore;
  readonly events: Pick<EventStore, 'markDelivered' | 'insert'>;
  readonly differences: DifferenceStore;
  readonly customers: CustomerPages;
  readonly asleep: AsleepStore;
  readonly customerList: CustomerList;
  readonly states: CustomerStates;
  readonly adoption: Adoption;
  readonly decisions: Pick<DecisionStore, 'history' | 'lost'>;
  readonly contacts: ContactStore;
  /** The way of events into customers, over this worker's client. */
  readonly ingest: (
    client: Client,
    taskQueue: string,
  ) => Pick<Ingest, 'acceptProfile' | 'events' | 'dispatch' | 'wakeUp'>;
  /** Customers told of a change of their contact per second. */
  readonly wakesPerSecond: number;
  readonly deletion: WorkspaceDeletion;
  /** How long after a workspace was closed something begun before may still write to it, milliseconds. */
  readonly quietAfter: number;
  readonly erasures: ErasureStore;
  readonly customerErasure: CustomerErasure;
  readonly othersOfErased: OthersOfErased;
  readonly customerPurge: CustomerPurge;
  readonly agedPurge: AgedPurge;
  readonly payloadKeys: PayloadKeyUpkeep;
  /** Lets an address be written to no more, known by its keyed hash alone. */
  readonly suppress: Suppress;
  readonly tallies: TallyStore;
  /** What keeps each of these mails from being sent; see `checkMails` in `channels/`. */
  readonly checkMails: CheckMails;
  readonly poolsOf: PoolsOf;
  /** Sends the mails that ask for consents, a few at a time. */
  readonly askForConsents: () => Promise<void>;
  /** Begins the exchanges with the register of messages that are due. */
  readonly speakWithRegister: () => Promise<void>;
  /** Begins to ask for what people say to bots, where a workspace wants that. */
  readonly listenToBots: () => Promise<void>;
  readonly recounts: RecountStore;
  readonly fitSchedules: FitScheduleStore;
  readonly launchSchedules: LaunchScheduleStore;
  readonly judged: JudgedStages;
  readonly currentTotals: CurrentTotals;
  readonly customerSegments: CustomerSegments;
  readonly basketEvents: BasketEvents;
  readonly couponRefunds: CouponRefunds;
  readonly feed: Pick<FeedStore, 'find' | 'workspaces' | 'follow' | 'trim'>;
  readonly subscriptions: Pick<SubscriptionStore, 'list'>;
  readonly catalogue: CatalogueStore;
  readonly interestedIn: InterestedIn;
  readonly baskets: BasketStore;
  readonly itemFigures: ItemFigureStore;
}

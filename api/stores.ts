import { mongoAboveOrder, type AllAbove } from '../db/events/above-order.ts';
import { mongoReadOrders, type ReadOrders } from '../db/events/refunded.ts';
import type { Connection } from 'mongoose';
import { mongoBacklog, mongoOpenEvents, type Backlog, type OpenEvents } from '../db/events/backlog.ts';
import { mongoCatalogue, type CatalogueStore } from '../db/catalogue/catalogue.ts';
import { mongoBasketStore, type BasketStore } from '../db/recommend/baskets.ts';
import { mongoMailRecommendations, type MailRecommendations } from '../db/recommend/mail-recommendations.ts';
import { mongoItemFigures, type ItemFigureStore } from '../db/recommend/item-figures.ts';
import { mongoCalibration, type Calibration } from '../db/events/calibration.ts';
import { mongoContactStore, type ContactStore } from '../db/customers/contacts.ts';
import { mongoConsentLedger, type ConsentLedger } from '../db/customers/consent-history.ts';
import { mongoConfirmations, type ConfirmationStore } from '../db/messaging/confirmations.ts';
import { openCoupons, type Coupons } from '../db/coupons/open.ts';
import { mongoDrawClaims, type DrawClaims } from '../db/draws/claims.ts';
import { mongoCustomerList, type CustomerList } from '../db/customers/customer-list.ts';
import { mongoCustomerReads, type CustomerReads } from '../db/customers/customer-reads.ts';
import { mongoCustomerSample, type CustomerSample } from '../db/customers/customer-sample.ts';
import { mongoCurrentTotals, type CurrentTotals } from '../db/customers/current-totals.ts';
import { mongoFitScheduleStore, type FitScheduleStore } from '../db/jobs/fit-schedules.ts';
import { mongoJudgedStages, type JudgedStages } from '../db/events/judged-stages.ts';
import { mongoKeyStore, type KeyStore } from '../db/workspaces/keys.ts';
import { mongoChannelSettings, type ChannelSettingsStore } from '../db/messaging/channel-settings.ts';
import { mongoIysConsents, type IysConsentStore } from '../db/messaging/iys-consents.ts';
import { mongoIysSettings, type IysSettingsStore } from '../db/messaging/iys-settings.ts';
import { mongoDelivery, type DeliveryStore } from '../db/messaging/delivery.ts';
import type { Seals } from '../db/seal.ts';
import { mongoTelegramLinks, type TelegramLinkStore } from '../db/messaging/telegram-links.ts';
import { mongoMailStore, type MailStore } from '../db/messaging/mailbox.ts';
import { mongoMailSending, type MailSendingStore } from '../db/messaging/mail-sending.ts';
import { mongoMailSettings, type MailSettingsStore } from '../db/messaging/mail-settings.ts';
import { mongoSentMessages, type SentMessages } from '../db/messaging/sent-messages.ts';
import { mongoSuppressions, type SuppressionStore } from '../db/messaging/suppressions.ts';
import { mongoMoveReads, type MoveReads } from '../db/events/moves.ts';
import { mongoPastReads, type PastReads } from '../db/events/journal-reads.ts';
import { mongoPlacementResults, type PlacementResults } from '../db/messaging/placement-results.ts';
import { mongoPlacementSettings, type PlacementSettingsStore } from '../db/messaging/placement-settings.ts';
import { mongoPlacementStore, type PlacementStore } from '../db/messaging/placements.ts';
import { mongoDecidedMessages, type DecidedMessages } from '../db/messaging/decided-messages.ts';
import { mongoDraftStore, type DraftStore } from '../db/playbook/drafts.ts';
import { mongoPartStore, type PartStore } from '../db/playbook/parts.ts';
import { mongoPlaybookStore, type PlaybookStore } from '../db/playbook/playbooks.ts';
import { mongoQuarantineStore, type QuarantineStore } from '../db/events/quarantine.ts';
import { mongoRefundReads, type RefundReads } from '../db/events/refunds.ts';
import { mongoAuditStore, type AuditStore } from '../db/workspaces/audit.ts';
import { mongoLinkStore, type LinkStore } from '../db/workspaces/links.ts';
import { mongoTeamStore, type TeamStore } from '../db/workspaces/team.ts';
import { mongoUserStore, type UserStore } from '../db/workspaces/users.ts';
import { mongoSessionStore, type SessionStore } from '../db/workspaces/sessions.ts';
import { mongoBoards, type BoardStore } from '../db/boards/boards.ts';
import { mongoReferrals, type ReferralStore } from '../db/referrals/referrals.ts';
import { mongoTallyStore, type TallyStore } from '../db/tallies/store.ts';
import { mongoPointsReads, type PointsReads } from '../db/events/points-reads.ts';
import { mongoFeedStore, type FeedStore } from '../db/feed/store.ts';
import { mongoSubscriptionStore, type SubscriptionStore } from '../db/feed/subscriptions.ts';
import { mongoTimeline, type Timeline } from '../db/events/timeline.ts';
import { mongoIdentityStore, type IdentityStore } from '../db/sources/identities.ts';
import { mongoSourceStore, type SourceStore } from '../db/sources/sources.ts';
import { mongoSourceTallies, type SourceTallies } from '../db/sources/tallies.ts';
import { mongoWaitingStore, type WaitingStore } from '../db/sources/waiting.ts';
import { mongoWebhookAddressStore, type WebhookAddressStore } from '../db/webhooks/addresses.ts';
import { mongoWebhookSecretStore, type WebhookSecretStore } from '../db/webhooks/secrets.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { mongoCustomerExport, type CustomerExport } from '../db/privacy/export.ts';
import { mongoAgedPurge, type AgedPurge } from '../db/privacy/purge-aged.ts';
import { mongoErasureStore, type ErasureStore } from '../db/privacy/erasures.ts';
import { pseudonymsIn } from '../imports/pseudonyms-in.ts';
import { mongoWorkspaceDeletion, type WorkspaceDeletion } from '../db/workspaces/workspace-deletion.ts';
import { mongoWorkspaceStore, type WorkspaceStore } from '../db/workspaces/workspace-store.ts';

/** Everything the API reads and writes. */
export interface Stores {
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly users: UserStore;
  readonly links: LinkStore;
  readonly team: TeamStore;
  readonly audit: AuditStore;
  readonly workspaces: WorkspaceStore;
  readonly deletion: Pick<WorkspaceDeletion, 'close'>;
  readonly erasures: ErasureStore;
  readonly agedPurge: Pick<AgedPurge, 'count'>;
  readonly customerExport: CustomerExport;
  readonly playbooks: PlaybookStore;
  readonly tallies: TallyStore;
  readonly drafts: DraftStore;
  readonly parts: PartStore;
  readonly customers: CustomerReads;
  readonly customerList: CustomerList;
  readonly customerSample: CustomerSample;
  readonly currentTotals: CurrentTotals;
  readonly moves: MoveReads;
  readonly messages: DecidedMessages;
  readonly calibration: Calibration;
  readonly judged: JudgedStages;
  readonly fitSchedules: Pick<FitScheduleStore, 'drifts'>;
  readonly coupons: Coupons;
  readonly draws: DrawClaims;
  readonly referrals: ReferralStore;
  readonly boards: BoardStore;
  readonly points: PointsReads;
  readonly catalogue: CatalogueStore;
  readonly baskets: BasketStore;
  readonly itemFigures: ItemFigureStore;
  readonly mailRecommendations: MailRecommendations;
  readonly timeline: Timeline;
  readonly past: PastReads;
  readonly refunds: RefundReads;
  readonly readOrders: ReadOrders;
  readonly aboveOrder: (workspace: WorkspaceId) => Promise<AllAbove>;
  readonly contacts: ContactStore;
  readonly confirmations: ConfirmationStore;
  readonly consentLedger: ConsentLedger;
  readonly placements: PlacementStore;
  readonly placementResults: PlacementResults;
  readonly placementSettings: PlacementSettingsStore;
  readonly mails: MailStore;
  readonly mailSettings: MailSettingsStore;
  readonly mailSending: MailSendingStore;
  readonly sentMessages: SentMessages;
  readonly suppressions: SuppressionStore;
  readonly channelSettings: ChannelSettingsStore;
  readonly telegramLinks: TelegramLinkStore;
  readonly delivery: DeliveryStore;
  readonly iysSettings: IysSettingsStore;
  readonly iysConsents: IysConsentStore;
  readonly quarantine: QuarantineStore;
  readonly sources: SourceStore;
  readonly sourceTallies: SourceTallies;
  readonly sourceWaiting: WaitingStore;
  readonly sourceIdentities: IdentityStore;
  readonly feed: FeedStore;
  readonly subscriptions: SubscriptionStore;
  readonly webhookSecrets: WebhookSecretStore;
  readonly webhookAddresses: WebhookAddressStore;
  readonly backlog: () => Promise<Backlog>;
  readonly openEvents: (workspace: WorkspaceId) => Promise<OpenEvents>;
}

/** Opens every collection the API uses; `ensureIndexes` of the connection then knows them all. */
export function openStores(connection: Connection, seals?: Seals): Stores {
  const playbooks = mongoPlaybookStore(connection);
  return {
    keys: mongoKeyStore(connection),
    sessions: mongoSessionStore(connection),
    users: mongoUserStore(connection),
    links: mongoLinkStore(connection),
    team: mongoTeamStore(connection),
    audit: mongoAuditStore(connection),
    workspaces: mongoWorkspaceStore(connection),
    deletion: mongoWorkspaceDeletion(connection),
    ...forgettingOf(connection),
    customerExport: mongoCustomerExport(connection, pseudonymsIn(connection)),
    playbooks,
    tallies: mongoTallyStore(connection),
    drafts: mongoDraftStore(connection),
    parts: mongoPartStore(connection),
    customers: mongoCustomerReads(connection),
    customerList: mongoCustomerList(connection),
    customerSample: mongoCustomerSample(connection),
    currentTotals: mongoCurrentTotals(connection, playbooks),
    moves: mongoMoveReads(connection),
    messages: mongoDecidedMessages(connection),
    calibration: mongoCalibration(connection),
    judged: mongoJudgedStages(connection),
    fitSchedules: mongoFitScheduleStore(connection),
    catalogue: mongoCatalogue(connection),
    baskets: mongoBasketStore(connection),
    itemFigures: mongoItemFigures(connection),
    mailRecommendations: mongoMailRecommendations(connection),
    timeline: mongoTimeline(connection),
    past: mongoPastReads(connection),
    refunds: mongoRefundReads(connection),
    readOrders: mongoReadOrders(connection),
    aboveOrder: mongoAboveOrder(connection),
    contacts: mongoContactStore(connection),
    ...mailStores(connection),
    ...channelStores(connection, seals),
    ...loyaltyStores(connection),
    ...sourceStores(connection),
    placements: mongoPlacementStore(connection),
    placementResults: mongoPlacementResults(connection),
    placementSettings: mongoPlacementSettings(connection),
    quarantine: mongoQuarantineStore(connection),
    ...outwardStores(connection),
    backlog: mongoBacklog(connection),
    openEvents: mongoOpenEvents(connection),
  };
}

/** What goes out of a workspace to its owner's other programs. */
function outwardStores(connection: Connection) {
  return {
    feed: mongoFeedStore(connection),
    subscriptions: mongoSubscriptionStore(connection),
    webhookSecrets: mongoWebhookSecretStore(connection),
    webhookAddresses: mongoWebhookAddressStore(connection),
  };
}

/** Mails, who may be written to, and what was said on it. */
function mailStores(connection: Connection) {
  return {
    mails: mongoMailStore(connection),
    mailSettings: mongoMailSettings(connection),
    mailSending: mongoMailSending(connection),
    sentMessages: mongoSentMessages(connection),
    suppressions: mongoSuppressions(connection),
    confirmations: mongoConfirmations(connection),
    consentLedger: mongoConsentLedger(connection),
  };
}

/** Channels besides mail. */
function channelStores(connection: Connection, seals: Seals | undefined) {
  return {
    channelSettings: mongoChannelSettings(connection, seals),
    telegramLinks: mongoTelegramLinks(connection),
    delivery: mongoDelivery(connection),
    iysSettings: mongoIysSettings(connection, seals),
    iysConsents: mongoIysConsents(connection),
  };
}

/** What customers earn and are given. */
function loyaltyStores(connection: Connection) {
  return {
    coupons: openCoupons(connection),
    draws: mongoDrawClaims(connection),
    referrals: mongoReferrals(connection),
    boards: mongoBoards(connection),
    points: mongoPointsReads(connection),
  };
}

/** Where events come from. */
function sourceStores(connection: Connection) {
  return {
    sources: mongoSourceStore(connection),
    sourceTallies: mongoSourceTallies(connection),
    sourceWaiting: mongoWaitingStore(connection),
    sourceIdentities: mongoIdentityStore(connection),
  };
}

function forgettingOf(connection: Connection): Pick<Stores, 'erasures' | 'agedPurge'> {
  return { erasures: mongoErasureStore(connection), agedPurge: mongoAgedPurge(connection) };
}

import type { Connection } from 'mongoose';
import { mongoBacklog, mongoOpenEvents, type Backlog, type OpenEvents } from '../db/events/backlog.ts';
import { mongoCatalogue, type CatalogueStore } from '../db/catalogue/catalogue.ts';
import { mongoBasketStore, type BasketStore } from '../db/recommend/baskets.ts';
import { mongoMailRecommendations, type MailRecommendations } from '../db/recommend/mail-recommendations.ts';
import { mongoItemFigures, type ItemFigureStore } from '../db/recommend/item-figures.ts';
import { mongoCalibration, type Calibration } from '../db/events/calibration.ts';
import { mongoContactStore, type ContactStore } from '../db/customers/contacts.ts';
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
import { mongoDelivery, type DeliveryStore } from '../db/messaging/delivery.ts';
import type { Keyring } from '../db/messaging/secret-box.ts';
import { mongoTelegramLinks, type TelegramLinkStore } from '../db/messaging/telegram-links.ts';
import { mongoMailStore, type MailStore } from '../db/messaging/mailbox.ts';
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
import { mongoTallyStore, type TallyStore } from '../db/tallies/store.ts';
import { mongoPointsReads, type PointsReads } from '../db/events/points-reads.ts';
import { mongoTimeline, type Timeline } from '../db/events/timeline.ts';
import { mongoWebhookAddressStore, type WebhookAddressStore } from '../db/webhooks/addresses.ts';
import { mongoWebhookSecretStore, type WebhookSecretStore } from '../db/webhooks/secrets.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
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
  readonly points: PointsReads;
  readonly catalogue: CatalogueStore;
  readonly baskets: BasketStore;
  readonly itemFigures: ItemFigureStore;
  readonly mailRecommendations: MailRecommendations;
  readonly timeline: Timeline;
  readonly past: PastReads;
  readonly refunds: RefundReads;
  readonly contacts: ContactStore;
  readonly placements: PlacementStore;
  readonly placementResults: PlacementResults;
  readonly placementSettings: PlacementSettingsStore;
  readonly mails: MailStore;
  readonly channelSettings: ChannelSettingsStore;
  readonly telegramLinks: TelegramLinkStore;
  readonly delivery: DeliveryStore;
  readonly quarantine: QuarantineStore;
  readonly webhookSecrets: WebhookSecretStore;
  readonly webhookAddresses: WebhookAddressStore;
  readonly backlog: () => Promise<Backlog>;
  readonly openEvents: (workspace: WorkspaceId) => Promise<OpenEvents>;
}

/** Opens every collection the API uses; `ensureIndexes` of the connection then knows them all. */
export function openStores(connection: Connection, keyring?: Keyring): Stores {
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
    coupons: openCoupons(connection),
    draws: mongoDrawClaims(connection),
    points: mongoPointsReads(connection),
    catalogue: mongoCatalogue(connection),
    baskets: mongoBasketStore(connection),
    itemFigures: mongoItemFigures(connection),
    mailRecommendations: mongoMailRecommendations(connection),
    timeline: mongoTimeline(connection),
    past: mongoPastReads(connection),
    refunds: mongoRefundReads(connection),
    contacts: mongoContactStore(connection),
    placements: mongoPlacementStore(connection),
    placementResults: mongoPlacementResults(connection),
    placementSettings: mongoPlacementSettings(connection),
    mails: mongoMailStore(connection),
    channelSettings: mongoChannelSettings(connection, keyring),
    telegramLinks: mongoTelegramLinks(connection),
    delivery: mongoDelivery(connection),
    quarantine: mongoQuarantineStore(connection),
    webhookSecrets: mongoWebhookSecretStore(connection),
    webhookAddresses: mongoWebhookAddressStore(connection),
    backlog: mongoBacklog(connection),
    openEvents: mongoOpenEvents(connection),
  };
}

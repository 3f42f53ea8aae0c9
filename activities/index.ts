import type { Connection } from 'mongoose';
import { dkimRecord, type DkimKey } from '../channels/dkim.ts';
import { MAIL_LINES, smtpChannel } from '../channels/email.ts';
import { mongoCouponGrants } from '../db/coupons/grants.ts';
import { mongoCouponRefunds } from '../db/coupons/refunded.ts';
import { mongoReadOrders } from '../db/events/refunded.ts';
import { mongoContactStore } from '../db/customers/contacts.ts';
import { mongoCustomerReads } from '../db/customers/customer-reads.ts';
import { mongoDecisionStore } from '../db/events/decisions.ts';
import { mongoChannelSettings } from '../db/messaging/channel-settings.ts';
import { mongoFeedStore } from '../db/feed/store.ts';
import { mongoSubscriptionStore } from '../db/feed/subscriptions.ts';
import { mongoEffectLedger } from '../db/messaging/ledger.ts';
import { mongoConfirmations } from '../db/messaging/confirmations.ts';
import { mongoMailSending } from '../db/messaging/mail-sending.ts';
import { mongoIysConsents } from '../db/messaging/iys-consents.ts';
import { mongoIysSettings } from '../db/messaging/iys-settings.ts';
import { mongoMailSettings } from '../db/messaging/mail-settings.ts';
import type { Seals } from '../db/seal.ts';
import { mongoSuppressions } from '../db/messaging/suppressions.ts';
import { mongoPartStore } from '../db/playbook/parts.ts';
import { mongoPlaybookStore } from '../db/playbook/playbooks.ts';
import { mongoMailRecommendations } from '../db/recommend/mail-recommendations.ts';
import { mongoErasureStore } from '../db/privacy/erasures.ts';
import { mongoQuarantineStore } from '../db/events/quarantine.ts';
import { workspaceCollection, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { webhookChannel } from '../channels/webhook.ts';
import { mongoWebhookAddressStore } from '../db/webhooks/addresses.ts';
import { mongoWebhookSecretStore } from '../db/webhooks/secrets.ts';
import type { Ingest } from '../ingest/open.ts';
import { openLinks, type LinkOptions } from '../links/open.ts';
import { botDepsOver, createReadBots, listenToBots } from './bots/read-bots.ts';
import { createCallWebhook } from './call-webhook.ts';
import { createChangeTier, type ChangeTierDeps } from './change-tier.ts';
import { createDeliverChanges } from './feed/deliver-changes.ts';
import { createDecide } from './decide.ts';
import { createGrantCoupon, type GrantCouponDeps } from './grant-coupon.ts';
import { createGiveUp } from './settle-lost-effects.ts';
import { acceptProfileFrom, ingestFrom, tellFrom } from './ingest-here.ts';
import { beginIysExchanges, createExchangeWithIys } from './iys/exchange.ts';
import { createJobActivities, mongoJobDeps } from './jobs/jobs.ts';
import { sendConfirmations } from './send-confirmations.ts';
import { createSendMessage } from './send-message.ts';
import { createTellReferrer } from './tell-referrer.ts';
import { createShowPlacement } from './show-placement.ts';

export interface ActivityDeps {
  readonly connection: Connection;
  /** Where real customers' mail goes; `undefined`: into the built-in mailbox, as all mail of sandboxes does. */
  readonly smtpUrl: string | undefined;
  readonly mailboxUrl: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** Where people and providers reach the API and its pages; left out: whoever wants no more mails says so by mail. */
  readonly publicUrl?: string | undefined;
  /** See `Config`. */
  readonly bounceAddress?: string | undefined;
  readonly dkim?: DkimKey | undefined;
  /** Addresses and networks that webhooks may call although they are not public; left out: none. */
  readonly webhookAllow?: readonly string[];
  /** Where the stand-in of SMS, Telegram and push listens; left out: nowhere that answers. */
  readonly standIn?: string;
  /** By which secrets of channels are opened; left out: none can be. */
  readonly seals?: Seals | undefined;
  /** Wall clock; left out: the machine's. */
  readonly now?: () => Instant;
}

/** Everything workflows may call. */
export function createActivities(given: ActivityDeps) {
  const { connection, smtpUrl, mailboxUrl, from, publicUrl, bounceAddress, dkim, webhookAllow = [] } = given;
  const { now = Date.now } = given;
  const workspace = workspacesOf(connection);
  const playbooks = mongoPlaybookStore(connection);
  const ledger = mongoEffectLedger(connection);
  const grants = mongoCouponGrants(connection);
  const around = {
    ...aroundMailsOf(connection, { publicUrl, bounceAddress }),
    ...channelsTo({ smtpUrl, mailboxUrl, from, dkim }),
    ...registerOver(connection, given),
    acceptProfile: acceptProfileFrom(connection, now),
  };
  const confirmations = mongoConfirmations(connection);
  const reach = reachOf(connection, given);
  const askForConsents = () => sendConfirmations({ ...around, ...reach, confirmations, workspace, playbooks, now });
  const iys = { ...around, workspace, standIn: reach.standIn, now };
  const speakWithRegister = () => beginIysExchanges(iys);
  const bots = botDepsOver({ ...given, standIn: reach.standIn }, now);
  const begins = { askForConsents, speakWithRegister, listenToBots: () => listenToBots(bots) };
  const shared = { ledger, playbooks, workspace, now };
  const saying = { parts: mongoPartStore(connection), recommendations: mongoMailRecommendations(connection) };
  return {
    decide: createDecide({
      decisions: mongoDecisionStore(connection),
      playbooks,
      workspace,
      giveUp: createGiveUp(ledger),
      quarantine: mongoQuarantineStore(connection),
      erasures: mongoErasureStore(connection),
      wallClock: Date.now,
    }),
    sendMessage: createSendMessage({
      ...shared,
      grants,
      ...around,
      ...saying,
      ...reach,
      from,
    }),
    ...createJobActivities(mongoJobDeps(connection, { playbooks, workspace, from, ...begins, seals: given.seals })),
    readBots: createReadBots(bots),
    exchangeWithIys: createExchangeWithIys(iys),
    showPlacement: createShowPlacement({ ...shared, ...saying, customers: around.customers }),
    ...loyaltyActivities({ ...shared, grants, ...refundsOver(connection), tell: tellFrom(connection, now) }),
    deliverChanges: deliverChangesOver(given, now),
    callWebhook: createCallWebhook({ ...shared, ...webhooksOver(connection, webhookAllow, now) }),
  };
}

function deliverChangesOver({ connection, seals, webhookAllow = [] }: ActivityDeps, now: () => Instant) {
  return createDeliverChanges({
    feed: mongoFeedStore(connection),
    subscriptions: mongoSubscriptionStore(connection),
    seals,
    channel: webhookChannel({ allowed: webhookAllow }),
    now,
  });
}

/** Says in the store how mail leaves the installation, for whoever shows it. @throws UnusableKey */
export async function tellMailSending(
  given: Pick<ActivityDeps, 'connection' | 'smtpUrl' | 'from' | 'bounceAddress' | 'dkim'>,
): Promise<void> {
  const { connection, smtpUrl, from, bounceAddress = null, dkim } = given;
  const goesOut = smtpUrl !== undefined;
  // What stays here is signed by nobody.
  const signed = goesOut && dkim !== undefined ? dkimRecord(dkim) : null;
  await mongoMailSending(connection).put({ goesOut, from, bounceAddress, dkim: signed });
}

/** Where mail of real customers goes, and where all mail of sandboxes does. */
function channelsTo({
  smtpUrl,
  mailboxUrl,
  from,
  dkim,
}: Pick<ActivityDeps, 'smtpUrl' | 'mailboxUrl' | 'from' | 'dkim'>) {
  const mailbox = smtpChannel({ url: mailboxUrl, from, labelled: true, lines: MAIL_LINES });
  if (smtpUrl === undefined) return { mailbox, channel: mailbox };
  const signing = dkim === undefined ? {} : { dkim };
  return { mailbox, channel: smtpChannel({ url: smtpUrl, from, labelled: false, lines: MAIL_LINES, ...signing }) };
}

/** What stands around the words of mails, and whom none is sent to. */
function aroundMailsOf(connection: Connection, options: LinkOptions) {
  return {
    contacts: mongoContactStore(connection),
    links: openLinks(connection, options),
    mailSettings: mongoMailSettings(connection),
    suppressions: mongoSuppressions(connection),
  };
}

/** How channels besides mail are reached. */
function reachOf(
  connection: Connection,
  { seals, standIn = 'http://127.0.0.1:1', webhookAllow = [], publicUrl }: ActivityDeps,
) {
  return {
    settings: mongoChannelSettings(connection, seals),
    standIn,
    webhook: webhookChannel({ allowed: webhookAllow }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}

/** What the register of messages is asked, and has answered. */
function registerOver(connection: Connection, { seals }: ActivityDeps) {
  return {
    iysSettings: mongoIysSettings(connection, seals),
    iysConsents: mongoIysConsents(connection),
    customers: mongoCustomerReads(connection),
  };
}

/** Read each time: the number of the playbook in force must not be stale. */
function workspacesOf(connection: Connection) {
  const workspaces = workspaceCollection(connection);
  return async function workspace(id: WorkspaceId): Promise<WorkspaceRow> {
    const row = await workspaces.findOne({ _id: id });
    if (row === null) throw new Error(`workspace ${id} is not in the store`);
    return row;
  };
}

/** What is needed to take coupons back with a refunded order. */
function refundsOver(connection: Connection) {
  return { readOrders: mongoReadOrders(connection), couponRefunds: mongoCouponRefunds(connection) };
}

/** What the loyalty programme asks for. */
function loyaltyActivities(deps: GrantCouponDeps & ChangeTierDeps) {
  return {
    changeTier: createChangeTier(deps),
    grantCoupon: createGrantCoupon(deps),
    tellReferrer: createTellReferrer(deps),
  };
}

/** Where webhooks go, and how what becomes of them comes back. */
function webhooksOver(connection: Connection, allowed: readonly string[], now: () => Instant) {
  return {
    secrets: mongoWebhookSecretStore(connection),
    addresses: mongoWebhookAddressStore(connection),
    channel: webhookChannel({ allowed }),
    acceptReply: async (...reply: Parameters<Ingest['acceptReply']>) =>
      await ingestFrom(connection, now).acceptReply(...reply),
  };
}

/** Messages at once towards one mail server. */
export { MAIL_LINES } from '../channels/email.ts';
/** What mails should be signed with is no key. */
export { UnusableKey } from '../channels/dkim.ts';

export type Activities = ReturnType<typeof createActivities>;

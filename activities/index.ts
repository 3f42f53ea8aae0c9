import { Context } from '@temporalio/activity';
import type { Connection } from 'mongoose';
import { MAIL_LINES, smtpChannel } from '../channels/email.ts';
import { mongoCouponGrants } from '../db/coupons/grants.ts';
import { mongoContactStore } from '../db/customers/contacts.ts';
import { mongoDecisionStore } from '../db/events/decisions.ts';
import { mongoChannelSettings } from '../db/messaging/channel-settings.ts';
import { mongoEffectLedger } from '../db/messaging/ledger.ts';
import type { Keyring } from '../db/messaging/secret-box.ts';
import { mongoPartStore } from '../db/playbook/parts.ts';
import { mongoPlaybookStore } from '../db/playbook/playbooks.ts';
import { mongoMailRecommendations } from '../db/recommend/mail-recommendations.ts';
import { mongoQuarantineStore } from '../db/events/quarantine.ts';
import { workspaceCollection, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { webhookChannel } from '../channels/webhook.ts';
import { mongoWebhookAddressStore } from '../db/webhooks/addresses.ts';
import { mongoWebhookSecretStore } from '../db/webhooks/secrets.ts';
import { openIngest, wakesOf, type Ingest } from '../ingest/open.ts';
import { customersQueue } from '../workflows/messages.ts';
import { createCallWebhook } from './call-webhook.ts';
import { createChangeTier, type ChangeTierDeps } from './change-tier.ts';
import { createDecide } from './decide.ts';
import { createGrantCoupon, type GrantCouponDeps } from './grant-coupon.ts';
import { createGiveUp } from './settle-lost-effects.ts';
import { createJobActivities, mongoJobDeps } from './jobs/jobs.ts';
import { createSendMessage } from './send-message.ts';
import { createShowPlacement } from './show-placement.ts';

export interface ActivityDeps {
  readonly connection: Connection;
  /** Where real customers' mail goes; `undefined`: into the built-in mailbox, as all mail of sandboxes does. */
  readonly smtpUrl: string | undefined;
  readonly mailboxUrl: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** Addresses and networks that webhooks may call although they are not public; left out: none. */
  readonly webhookAllow?: readonly string[];
  /** Where the stand-in of SMS, Telegram and push listens; left out: nowhere that answers. */
  readonly standIn?: string;
  /** By which secrets of channels are opened; left out: none can be. */
  readonly keyring?: Keyring;
  /** Where providers reach the API; left out: they do not. */
  readonly publicUrl?: string;
  /** Wall clock; left out: the machine's. */
  readonly now?: () => Instant;
}

/** Everything workflows may call. */
export function createActivities(given: ActivityDeps) {
  const { connection, smtpUrl, mailboxUrl, from, webhookAllow = [], now = Date.now } = given;
  const workspace = workspacesOf(connection);
  const playbooks = mongoPlaybookStore(connection);
  const ledger = mongoEffectLedger(connection);
  const grants = mongoCouponGrants(connection);
  const mailbox = smtpChannel({ url: mailboxUrl, from, labelled: true, lines: MAIL_LINES });
  const channel =
    smtpUrl === undefined ? mailbox : smtpChannel({ url: smtpUrl, from, labelled: false, lines: MAIL_LINES });

  const shared = { ledger, playbooks, workspace, now };
  return {
    decide: createDecide({
      decisions: mongoDecisionStore(connection),
      playbooks,
      workspace,
      giveUp: createGiveUp(ledger),
      quarantine: mongoQuarantineStore(connection),
      wallClock: Date.now,
    }),
    sendMessage: createSendMessage({
      ...shared,
      grants,
      contacts: mongoContactStore(connection),
      parts: mongoPartStore(connection),
      recommendations: mongoMailRecommendations(connection),
      ...reachOf(connection, given),
      channel,
      mailbox,
      from,
      acceptProfile: (...change) => ingestFrom(connection, now).acceptProfile(...change),
    }),
    ...createJobActivities(mongoJobDeps(connection, { playbooks, workspace, from })),
    showPlacement: createShowPlacement(shared),
    ...loyaltyActivities({ ledger, grants, now }),
    callWebhook: createCallWebhook({
      ...shared,
      ...webhooksOver(connection, webhookAllow, now),
    }),
  };
}

/** How channels besides mail are reached. */
function reachOf(
  connection: Connection,
  { keyring, standIn = 'http://127.0.0.1:1', webhookAllow = [], publicUrl }: ActivityDeps,
) {
  return {
    settings: mongoChannelSettings(connection, keyring),
    standIn,
    webhook: webhookChannel({ allowed: webhookAllow }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
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

/** What the loyalty programme asks for. */
function loyaltyActivities(deps: GrantCouponDeps & ChangeTierDeps) {
  return { changeTier: createChangeTier(deps), grantCoupon: createGrantCoupon(deps) };
}

/** Where webhooks go, and how what becomes of them comes back. */
function webhooksOver(connection: Connection, allowed: readonly string[], now: () => Instant) {
  return {
    secrets: mongoWebhookSecretStore(connection),
    addresses: mongoWebhookAddressStore(connection),
    channel: webhookChannel({ allowed }),
    acceptReply: acceptReplyFrom(connection, now),
  };
}

/** Over the client of the worker; what cannot be delivered at once is the sweeper's. */
function acceptReplyFrom(connection: Connection, now: () => Instant): Ingest['acceptReply'] {
  return async (...reply) => await ingestFrom(connection, now).acceptReply(...reply);
}

function ingestFrom(connection: Connection, now: () => Instant): Ingest {
  const { client, info } = Context.current();
  const wakes = wakesOf(client, { taskQueue: customersQueue(info.taskQueue) });
  return openIngest({ connection, ...wakes, now, failed: () => undefined });
}

/** Messages at once towards one mail server. */
export { MAIL_LINES } from '../channels/email.ts';

export type Activities = ReturnType<typeof createActivities>;

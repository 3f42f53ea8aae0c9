import { Context } from '@temporalio/activity';
import type { Connection } from 'mongoose';
import { MAIL_LINES, smtpChannel } from '../channels/email.ts';
import { mongoCouponGrants } from '../db/coupons/grants.ts';
import { mongoCouponRefunds } from '../db/coupons/refunded.ts';
import { mongoReadOrders } from '../db/events/refunded.ts';
import { mongoContactStore } from '../db/customers/contacts.ts';
import { mongoDecisionStore } from '../db/events/decisions.ts';
import { mongoEffectLedger } from '../db/messaging/ledger.ts';
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
  /** Wall clock; left out: the machine's. */
  readonly now?: () => Instant;
}

/** Everything workflows may call. */
export function createActivities({
  connection,
  smtpUrl,
  mailboxUrl,
  from,
  webhookAllow = [],
  now = Date.now,
}: ActivityDeps) {
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
      channel,
      mailbox,
      from,
    }),
    ...createJobActivities(mongoJobDeps(connection, { playbooks, workspace, from })),
    showPlacement: createShowPlacement(shared),
    ...loyaltyActivities({ ...shared, grants, ...refundsOver(connection) }),
    callWebhook: createCallWebhook({
      ...shared,
      ...webhooksOver(connection, webhookAllow, now),
    }),
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
  return async (...reply) => {
    const { client, info } = Context.current();
    const wakes = wakesOf(client, { taskQueue: customersQueue(info.taskQueue) });
    await openIngest({ connection, ...wakes, now, failed: () => undefined }).acceptReply(...reply);
  };
}

/** Messages at once towards one mail server. */
export { MAIL_LINES } from '../channels/email.ts';

export type Activities = ReturnType<typeof createActivities>;

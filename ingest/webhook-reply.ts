import { createHash } from 'node:crypto';
import { UNDELIVERED } from '../db/events/events.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { WebhookReplied } from '../domain/events/event.ts';
import { eventId, sourceId, type CustomerId } from '../domain/ids.schema.ts';
import { eventKey, partKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { acceptEvents, type AcceptPorts } from './accept.ts';
import { bodyHash } from './canonical.ts';

/** What became of a call, without what every event says. */
export type Reply = Pick<WebhookReplied, 'effect' | 'place' | 'is' | 'facts' | 'reason'>;

const SOURCE = sourceId.parse('sojourn');

/**
 * Tells a customer what became of a webhook, once: the key follows from the call, and no caller's event can have it.
 * Durable once it resolves.
 * @param receivedAt by the wall clock
 */
export async function acceptReply(
  ports: AcceptPorts,
  { _id: workspace, clock }: WorkspaceRow,
  customer: CustomerId,
  reply: Reply,
  receivedAt: Instant,
): Promise<void> {
  const at = clock ?? receivedAt;
  const named = createHash('sha256').update(reply.effect).digest('hex');
  const key = partKey(eventKey(workspace, SOURCE, eventId.parse(`webhook:${named}`)), 1);
  const event: WebhookReplied = { kind: 'webhook-reply', key, customer, at, seenAt: at, receivedAt, ...reply };
  const row = {
    _id: key,
    workspace,
    customer,
    event,
    hash: bodyHash(reply),
    receivedAt,
    p: UNDELIVERED,
    due: receivedAt,
  };
  await acceptEvents(ports, [{ ...row, p: UNDELIVERED }]);
}

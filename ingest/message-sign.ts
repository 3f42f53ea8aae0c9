import { UNDELIVERED } from '../db/events/events.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Activity, EventFacts } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { messageSignKey } from '../domain/keys.ts';
import { own } from '../domain/own.ts';
import type { MessageBack } from '../domain/policy/deliverability.ts';
import { MESSAGE_SIGN_EVENTS, type MessageSign } from '../domain/policy/message-signs.ts';
import type { Instant } from '../domain/time.ts';
import { acceptEvents, type AcceptPorts } from './accept.ts';
import { bodyHash } from './canonical.ts';

/** What came back of a message, without any address. */
export interface MessageTold {
  readonly sign: MessageSign;
  /** The name of the message; empty where none is known. */
  readonly message: string;
  /** What conditions may ask, besides `message`. */
  readonly facts: EventFacts;
  /** Tells it from all others of the same message and sign: told twice it is the same event. */
  readonly once: string;
}

/** What is kept of it with the message. That a program fetched a picture says nothing of it. */
export function backOf({ sign, facts }: Pick<MessageTold, 'sign' | 'facts'>): MessageBack {
  switch (sign) {
    case 'open':
      return { opened: true };
    case 'click':
      return { clicked: true };
    case 'prefetch':
      return {};
    case 'bounce': {
      const is = own(facts, 'is');
      return { bounced: is === 'hard' || is === 'blocked' ? is : 'soft' };
    }
    case 'complaint':
      return { complained: true };
    case 'unsubscribe':
      return { unsubscribed: true };
  }
}

/**
 * Tells a customer what came back of a message. Durable once it resolves.
 * @param receivedAt by the wall clock
 */
export async function acceptMessageSign(
  ports: AcceptPorts,
  { _id: workspace, clock }: WorkspaceRow,
  customer: CustomerId,
  { sign, message, facts, once }: MessageTold,
  receivedAt: Instant,
): Promise<void> {
  const at = clock ?? receivedAt;
  const type = MESSAGE_SIGN_EVENTS[sign];
  const key = messageSignKey(workspace, bodyHash([customer, type, message, once]));
  const data = { ...(message === '' ? {} : { message }), ...facts };
  const event: Activity = {
    kind: 'activity',
    type,
    key,
    customer,
    at,
    seenAt: at,
    receivedAt,
    facts: data,
  };
  const row = { _id: key, workspace, customer, event, hash: bodyHash([type, message, once]), receivedAt, data };
  await acceptEvents(ports, [{ ...row, p: UNDELIVERED, due: receivedAt }]);
}

import { createHash } from 'node:crypto';
import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Channel } from '../domain/channels/channel.ts';
import type { Activity, EventFacts } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { channelSignKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';
import { INLINE } from './event-row.ts';

/** What a person did in a channel, as its provider told it; never what they wrote. */
export interface ChannelSign {
  readonly channel: Channel;
  /** `click`: they pressed a button. `message.replied`: they wrote something. */
  readonly type: 'click' | 'message.replied';
  /** What the provider calls it: the same again is the same event. */
  readonly id: string;
  readonly facts: EventFacts;
}

/** The event by which a customer is told of it, once. @param receivedAt by the wall clock */
export function channelSignRow(
  here: WorkspaceRow,
  customer: CustomerId,
  { channel, type, id, facts: said }: ChannelSign,
  receivedAt: Instant,
): EventRow {
  const { _id: workspace } = here;
  const named = createHash('sha256').update(`${channel}#${id}#${customer}`).digest('hex');
  const key = channelSignKey(workspace, named);
  const at = workspaceTime(here, receivedAt);
  const facts = { channel, ...said };
  const event: Activity = { kind: 'activity', type, key, customer, at, seenAt: at, receivedAt, facts };
  return {
    _id: key,
    workspace,
    customer,
    event,
    // Not when: providers tell it again when they have heard no answer.
    hash: bodyHash({ type, ...facts }),
    receivedAt,
    data: facts,
    p: UNDELIVERED,
    due: receivedAt + INLINE,
  };
}

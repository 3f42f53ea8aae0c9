import { randomUUID } from 'node:crypto';
import { takeWritten } from '../../ingest/inbound.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { inboundPorts } from './inbound.ts';
import { postMailboxReplyContract } from './post-mailbox-reply.contract.ts';

export const postMailboxReply = endpoint(postMailboxReplyContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const message = await deps.stores.mails.get(workspace._id, params.id);
  if (message === null) throw new ApiProblem('not-found', 'The mailbox has no message of this id.');
  if (message.channel !== 'sms') throw new ApiProblem('conflict', 'Only an SMS is replied to here.');
  const id = `stand-in:${randomUUID()}`;
  await takeWritten(inboundPorts(deps), workspace, { channel: 'sms', from: message.to, text: body.text, id });
  return { status: 204 };
});

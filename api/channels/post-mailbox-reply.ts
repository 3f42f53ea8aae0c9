import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { writeBack } from './answer-message.ts';
import { postMailboxReplyContract } from './post-mailbox-reply.contract.ts';

export const postMailboxReply = endpoint(postMailboxReplyContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  await writeBack(deps, workspace, params.id, body.text);
  return { status: 204 };
});

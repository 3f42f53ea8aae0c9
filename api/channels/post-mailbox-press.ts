import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { pressIn } from './answer-message.ts';
import { postMailboxPressContract } from './post-mailbox-press.contract.ts';

export const postMailboxPress = endpoint(postMailboxPressContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  await pressIn(deps, workspace, params.id, body.button);
  return { status: 204 };
});

import { baseOf } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { LOYALTY, loyaltyDraftOf } from './loyalty.ts';
import { postLoyaltyPublishContract } from './post-loyalty-publish.contract.ts';

export const postLoyaltyPublish = endpoint(postLoyaltyPublishContract, async ({ caller }, deps) => {
  const { publishing, stores, clock } = deps;
  const draft = await loyaltyDraftOf(deps, await baseOf(stores, caller.workspace, clock()));
  const { version, playbook, changed, rollout, warnings } = await publishing.publish(publishing.parts.loyalty, {
    workspace: caller.workspace,
    id: LOYALTY.id,
    source: () => draft,
    by: caller.who.id,
  });
  return { status: 200, body: { version, playbook: playbook.version, changed, rollout, warnings } };
});

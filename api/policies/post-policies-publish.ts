import { baseOf } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { POLICIES, policiesDraftOf } from './policies.ts';
import { postPoliciesPublishContract } from './post-policies-publish.contract.ts';

export const postPoliciesPublish = endpoint(postPoliciesPublishContract, async ({ caller }, deps) => {
  const { publishing, stores, clock } = deps;
  const draft = await policiesDraftOf(deps, await baseOf(stores, caller.workspace, clock()));
  const { version, playbook, changed, warnings } = await publishing.publish(publishing.parts.policies, {
    workspace: caller.workspace,
    id: POLICIES.id,
    source: () => draft,
    by: caller.who.id,
  });
  return { status: 200, body: { version, playbook: playbook.version, changed, warnings } };
});

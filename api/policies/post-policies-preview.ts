import { isoTime } from '../../domain/time.ts';
import { baseOf } from '../../publishing/book.ts';
import { policiesWarnings, previewPolicies } from '../../publishing/policies-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { policiesDraftOf } from './policies.ts';
import { postPoliciesPreviewContract } from './post-policies-preview.contract.ts';

export const postPoliciesPreview = endpoint(postPoliciesPreviewContract, async ({ body, caller }, deps) => {
  const base = await baseOf(deps.stores, caller.workspace, deps.clock());
  const draft = await policiesDraftOf(deps, base, body);
  const { since, customers, heldOut, segments } = await previewPolicies(deps.stores, base, draft);
  const sum = (of: (one: (typeof segments)[number]) => number) => segments.reduce((total, one) => total + of(one), 0);
  return {
    status: 200,
    body: {
      asOf: isoTime(base.now),
      since: isoTime(since),
      customers,
      customersHeldOut: heldOut,
      messages: sum((one) => one.messages),
      heldOut: sum((one) => one.heldOut),
      capped: sum((one) => one.capped),
      gaveWay: sum((one) => one.gaveWay),
      segments,
      warnings: policiesWarnings(draft, base.book),
    },
  };
});

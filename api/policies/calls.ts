import type { Endpoint } from '../http/endpoint.ts';
import { getPolicies } from './get-policies.ts';
import { putPolicies } from './put-policies.ts';
import { postPoliciesValidate } from './post-policies-validate.ts';
import { postPoliciesPreview } from './post-policies-preview.ts';
import { postPoliciesPublish } from './post-policies-publish.ts';
import { getPoliciesVersions } from './get-policies-versions.ts';

/** Every call about policies. */
export const POLICIES_CALLS: readonly Endpoint[] = [
  getPolicies,
  putPolicies,
  postPoliciesValidate,
  postPoliciesPreview,
  postPoliciesPublish,
  getPoliciesVersions,
];

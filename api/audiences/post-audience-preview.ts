import { segmentSizes } from '../../db/tallies/segment.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { sampled } from '../../domain/measure/sampled.ts';
import { isoTime } from '../../domain/time.ts';
import { notPublishable } from '../../publishing/problem.ts';
import { readAudience } from '../../publishing/read-audience.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { meetingNow } from './audience-sample.ts';
import { findAudience, problemsOfAudience } from './audience-view.ts';
import { postAudiencePreviewContract } from './post-audience-preview.contract.ts';

export const postAudiencePreview = endpoint(postAudiencePreviewContract, async ({ params, body, caller }, deps) => {
  const { workspace } = caller;
  const definition =
    body === undefined ? (await findAudience(deps, workspace, params.id)).definition : readAudience(body, params.id);
  const problems = await problemsOfAudience(deps, workspace, definition);
  if (problems.length > 0) throw notPublishable(problems);
  const here = await hereOf(deps, caller);
  const customers = await customersOf(deps, workspace);
  const { looked, met } = await meetingNow(deps, here, definition.condition, customers);
  return {
    status: 200,
    body: { asOf: isoTime(here.now), customers, looked, met, ...sampled({ of: looked, converted: met }, customers) },
  };
});

/** Of a large base as many as have been counted, which may lag behind during an import. */
async function customersOf({ stores }: Pick<ApiDeps, 'stores'>, workspace: WorkspaceId): Promise<number> {
  const { customers, areAll } = await stores.customerSample.atLeast(workspace);
  if (areAll) return customers;
  const sizes = await stores.tallies.read(workspace, segmentSizes);
  return Math.max(
    customers,
    sizes.reduce((sum, one) => sum + one.customers, 0),
  );
}

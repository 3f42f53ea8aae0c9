import { RETAINED } from '../../domain/privacy/retention.ts';
import { cutsOf } from '../../domain/privacy/cuts.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { postRetentionPreviewContract } from './post-retention-preview.contract.ts';
import { wanted } from './retention-view.ts';

export const postRetentionPreview = endpoint(postRetentionPreviewContract, async ({ body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const cuts = cutsOf({ days: wanted(body) }, { now, wall: deps.clock() });
  const would = [];
  for (const what of RETAINED) {
    const to = cuts[what];
    if (to === undefined) continue;
    const rows = await deps.stores.agedPurge.count(workspace._id, what, to);
    would.push({ what, before: isoTime(to), rows });
  }
  return { status: 200, body: { would } };
});

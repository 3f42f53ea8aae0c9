import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { putSuppressionContract } from './put-suppression.contract.ts';

export const putSuppression = endpoint(putSuppressionContract, async ({ body, caller }, { stores, links, clock }) => {
  const hashed = await links.hashed(caller.workspace, body.channel, body.address);
  if (body.suppressed) await stores.suppressions.suppress(hashed, { reason: 'request', at: clock() });
  else await stores.suppressions.lift(hashed);
  const found = await stores.suppressions.find(hashed);
  return {
    status: 200,
    body: {
      suppressed: found !== null,
      reason: found?.reason ?? null,
      since: found === null ? null : isoTime(found.at),
    },
  };
});

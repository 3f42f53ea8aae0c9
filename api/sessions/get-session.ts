import { moneyOf } from '../../db/workspaces/workspaces.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { isoOrNull } from '../sentences.ts';
import { getSessionContract } from './session.contract.ts';

export const getSession = endpoint(getSessionContract, async ({ caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { currency, digits } = moneyOf(workspace);
  return {
    status: 200,
    body: {
      workspace: {
        id: workspace._id,
        currency,
        minorDigits: digits,
        timezone: workspace.timezone,
        testClock: workspace.clock !== undefined,
      },
      scopes: [...caller.scopes],
      endsAt: isoOrNull(caller.session?.endsAt ?? null),
    },
  };
});

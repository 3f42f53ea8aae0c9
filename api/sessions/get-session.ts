import { moneyOf } from '../../db/workspaces/workspaces.ts';
import { rolesOf } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { isoOrNull } from '../sentences.ts';
import { getSessionContract } from './session.contract.ts';

export const getSession = endpoint(getSessionContract, async ({ caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { who } = caller;
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
      scopes: who.kind === 'key' ? [...who.scopes] : [],
      roles: [...rolesOf(who)],
      user: who.kind === 'user' ? { id: who.id, name: who.name, role: who.role } : null,
      endsAt: isoOrNull(caller.session?.endsAt ?? null),
    },
  };
});

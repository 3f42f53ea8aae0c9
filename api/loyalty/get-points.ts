import { NO_LOYALTY } from '../../domain/loyalty/state.ts';
import { loyaltyView } from '../../domain/loyalty/view.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { knownCustomer } from '../customers/known-customer.ts';
import { dayIso, shownTier } from './points-view.ts';
import { isoTime } from '../../domain/time.ts';
import { getPointsContract } from './get-points.contract.ts';

const MOST_DAYS = 12;

export const getPoints = endpoint(getPointsContract, async ({ params, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { state } = await knownCustomer(deps, workspace._id, params.id);
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const { earned, spent, expired, reversed } = (state.loyalty ?? NO_LOYALTY).account;
  const { active, pending, debt, expiring, tier } = loyaltyView(loyalty, state, now, workspace.timezone);
  return {
    status: 200,
    body: {
      asOf: isoTime(state.asOf),
      active,
      pending,
      debt,
      earned,
      spent,
      expired,
      reversed,
      expiring: expiring.slice(0, MOST_DAYS).map(({ points, last }) => ({ points, last: dayIso(last) })),
      tier: shownTier(tier),
    },
  };
});

import { recommendTo } from '../../db/recommend/recommender.ts';
import { reasonText } from '../../domain/recommend/reason-text.ts';
import { knownCustomer } from '../customers/known-customer.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getRecommendationsContract } from './get-recommendations.contract.ts';

export const getRecommendations = endpoint(getRecommendationsContract, async ({ params, query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { segment, state } = await knownCustomer(deps, workspace._id, params.id);
  const { baskets, itemFigures: figures, catalogue, playbooks } = deps.stores;
  const asked = { workspace: workspace._id, customer: params.id, segment, silence: state.silence, now };
  const { tone, found, items } = await recommendTo({ baskets, figures, catalogue }, asked, query.for, query.limit);
  const { scoring } = await playbooks.load(workspace._id, workspace.playbook);
  const recommendations = found.map(({ item, reason }) => {
    const { name = null, price = null, url = null, image = null } = items.get(item) ?? {};
    const why = reasonText(reason, items, scoring.segments);
    return { item, name, price, url, image, with: reason.is === 'bundle' ? reason.with : null, reason: reason.is, why };
  });
  return { status: 200, body: { tone, recommendations } };
});

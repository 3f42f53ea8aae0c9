import type { PlacementRow } from '../../db/messaging/placements.ts';
import { loyaltyView } from '../../domain/loyalty/view.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { shownTier } from '../loyalty/points-view.ts';
import { atPlacements, type AtPlacements } from './door.ts';
import { getPlacementsContract } from './get-placements.contract.ts';

export const getPlacements = endpoint(getPlacementsContract, async ({ query, caller, headers }, deps) => {
  const at = await atPlacements(deps, caller, query.customer, headers);
  const [{ placements, more }, loyalty] = await Promise.all([
    deps.stores.placements.active(at.workspace._id, at.customer, at.now, query.slots),
    loyaltyOf(deps, at),
  ]);
  return {
    status: 200,
    headers: { 'Cache-Control': 'private, no-cache', 'X-Poll-Seconds': String(at.settings.pollSeconds) },
    body: { placements: placements.map(shownPlacement), more, loyalty },
  };
});

function shownPlacement({ _id, origin, at, about, result }: PlacementRow) {
  const { placement, slot, until, control } = about;
  const { title, body, url, pages = null, mostShown = null, dismissible = true } = result.content;
  const { journey, step } = origin.place;
  const where = { key: _id, slot, pages, mostShown, from: isoTime(at), until: isoTime(until), journey, step };
  if (control) return { ...where, placement: 'control' as const };
  return { ...where, placement, title, body, ...(url === undefined ? {} : { url }), dismissible };
}

/** Without a programme nobody's state is read. */
async function loyaltyOf({ stores }: ApiDeps, { workspace, customer, now }: AtPlacements) {
  const { loyalty } = await stores.playbooks.load(workspace._id, workspace.playbook);
  if (loyalty === undefined) return null;
  const row = await stores.customers.find(workspace._id, customer);
  if (row === null) return { active: 0, pending: 0, tier: null };
  const { active, pending, tier } = loyaltyView(loyalty, row.state, now, workspace.timezone);
  return { active, pending, tier: shownTier(tier) };
}

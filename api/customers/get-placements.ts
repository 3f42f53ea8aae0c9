import type { PlacementRow } from '../../db/messaging/placements.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getPlacementsContract } from './get-placements.contract.ts';

export const getPlacements = endpoint(getPlacementsContract, async ({ query, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { placements, more } = await deps.stores.placements.active(workspace._id, query.customer, now, query.slots);
  return {
    status: 200,
    headers: { 'Cache-Control': 'private, no-cache' },
    body: { placements: placements.map(shownPlacement), more },
  };
});

function shownPlacement({ _id, origin, at, about, result }: PlacementRow) {
  const { placement, slot, until } = about;
  const { journey, step } = origin.place;
  return { key: _id, placement, slot, ...result.content, from: isoTime(at), until: isoTime(until), journey, step };
}

import type { PlacementRow } from '../../db/messaging/placements.ts';
import { NEW_CUSTOMER } from '../../domain/decision/state.ts';
import { zoneOfCustomer } from '../../domain/journey/walk/context.ts';
import { questViews, type QuestView } from '../../domain/loyalty/quests/view.ts';
import type { Loyalty } from '../../domain/loyalty/program.ts';
import type { LoyaltyState } from '../../domain/loyalty/state.ts';
import { loyaltyView } from '../../domain/loyalty/view.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { shownTier } from '../loyalty/points-view.ts';
import { atPlacements, type AtPlacements } from './door.ts';
import { getPlacementsContract } from './get-placements.contract.ts';
import { withUsableCoupons } from './with-coupons.ts';

export const getPlacements = endpoint(getPlacementsContract, async ({ query, caller, headers }, deps) => {
  const at = await atPlacements(deps, caller, query.customer, headers);
  const [{ placements, more }, loyalty] = await Promise.all([
    deps.stores.placements.active(at.workspace._id, at.customer, at.now, query.slots),
    loyaltyOf(deps, at),
  ]);
  const standing = await withUsableCoupons(deps, at, placements);
  return {
    status: 200,
    headers: { 'Cache-Control': 'private, no-cache', 'X-Poll-Seconds': String(at.settings.pollSeconds) },
    body: { placements: standing.map(shownPlacement), more, loyalty },
  };
});

function shownPlacement({ _id, origin, at, about, result }: PlacementRow) {
  const { placement, slot, until, control } = about;
  const { title, body, url, items = [], pages = null, mostShown = null, dismissible = true } = result.content;
  const { journey, step } = origin.place;
  const where = { key: _id, slot, pages, mostShown, from: isoTime(at), until: isoTime(until), journey, step };
  if (control) return { ...where, placement: 'control' as const };
  const said = { ...where, title, body, ...(url === undefined ? {} : { url }), dismissible };
  return placement === 'items'
    ? { ...said, placement, items: items.map((item) => ({ ...item })) }
    : { ...said, placement };
}

/** Without a programme nobody's state is read; whoever has none yet stands where everybody begins. */
async function loyaltyOf({ stores }: ApiDeps, { workspace, customer, now }: AtPlacements) {
  const { loyalty } = await stores.playbooks.load(workspace._id, workspace.playbook);
  if (loyalty === undefined) return null;
  const state = (await stores.customers.find(workspace._id, customer))?.state ?? NEW_CUSTOMER;
  const { active, pending, tier } = loyaltyView(loyalty, state, now, workspace.timezone);
  const zone = zoneOfCustomer({ state, timezone: workspace.timezone });
  const quests = questViews(loyalty, state, now, zone).filter(({ is, mayBegin }) => is !== 'not-started' || mayBegin);
  return {
    active,
    pending,
    tier: shownTier(tier),
    quests: quests.map(shownQuest),
    draws: shownDraws(loyalty, state.loyalty?.tickets),
  };
}

/** A time that would begin now changes with every look, so only one that has begun is told. */
function shownQuest({ id, name, text, is, steps, rewards, deadline }: QuestView) {
  return { id, name, text, is, steps, rewards, until: is === 'running' ? isoOrNull(deadline) : null };
}

function shownDraws({ draws }: Loyalty, held: LoyaltyState['tickets'] = []) {
  return draws.flatMap(({ id, name, look, prizes }) => {
    const tickets = held.filter(({ draw }) => draw === id).map(({ fact }) => fact);
    if (tickets.length === 0) return [];
    return { id, name, look, prizes: prizes.map((prize) => ({ id: prize.id, name: prize.name })), tickets };
  });
}

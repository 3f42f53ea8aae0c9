import { LOYALTY_KINDS } from '../events/event.ts';
import type { Problem } from '../problem.ts';
import type { Campaign, EarningRule, LoyaltyDraft } from './draft.schema.ts';
import { boardFaults } from './boards/faults.ts';
import { drawFaults } from './draws/faults.ts';
import { questFaults } from './quests/faults.ts';
import { rewardFaults } from './rewards/index.ts';
import type { Badge } from './rewards/badge.schema.ts';
import { MOST_EVENTS, type TierLevel, type TierSet } from './tiers.schema.ts';

/** Events that say something of a customer, or of their points, and are nothing that they did. */
const EARN_NOTHING = ['refund', 'profile', 'summary', 'identify', 'entry', 'webhook-reply', ...LOYALTY_KINDS];

/**
 * What keeps a programme of sound shape from being published.
 * @param before the programme in force: somebody may hold each of its tiers and badges, and tickets of each draw
 */
export function loyaltyFaults(
  draft: LoyaltyDraft,
  before?: Pick<LoyaltyDraft, 'tiers' | 'badges' | 'draws' | 'boards'>,
): readonly Problem[] {
  const { earn, campaigns, tiers, badges, quests, draws } = draft;
  return [
    ...repeated(earn, 'earn', 'duplicate-rule'),
    ...earn.flatMap((rule, place) => ruleFaults(rule, `earn[${place}]`)),
    ...repeated(campaigns, 'campaigns', 'duplicate-rule'),
    ...campaigns.flatMap((campaign, place) => campaignFaults(campaign, earn, `campaigns[${place}]`)),
    ...(tiers ? tierFaults(tiers) : []),
    ...goneTiers(tiers, before?.tiers?.levels ?? []),
    ...repeated(badges, 'badges', 'duplicate-badge'),
    ...repeated(quests, 'quests', 'duplicate-quest'),
    ...quests.flatMap((quest, place) => questFaults(quest, `quests[${place}]`, draft, countsNothing)),
    ...repeated(draws, 'draws', 'duplicate-draw'),
    ...draws.flatMap(({ prizes }, place) => repeated(prizes, `draws[${place}].prizes`, 'duplicate-prize')),
    ...drawFaults(draws, draft, before?.draws ?? []),
    ...goneBadges(badges, before?.badges ?? []),
    ...referralFaults(draft),
    ...boardFaults(draft.boards ?? [], quests, before?.boards ?? []),
    ...repeated(draft.boards ?? [], 'boards', 'duplicate-board'),
  ];
}

function referralFaults(draft: LoyaltyDraft): readonly Problem[] {
  const { referrer = [], referred = [] } = draft.referral ?? {};
  if (draft.referral && referrer.length + referred.length === 0) {
    const message = 'nobody gets anything for bringing somebody; give a reward to either side, or leave "referral" out';
    return [{ code: 'referral-never', path: 'referral', message }];
  }
  return [
    ...referrer.flatMap((given, place) => rewardFaults(given, `referral.referrer[${place}]`, draft)),
    ...referred.flatMap((given, place) => rewardFaults(given, `referral.referred[${place}]`, draft)),
  ];
}

function countsNothing(type: string): boolean {
  return EARN_NOTHING.includes(type);
}

function ruleFaults(rule: EarningRule, path: string): readonly Problem[] {
  return [...earningFaults(rule, path), ...matchFaults(rule, path)];
}

/** What waits for an event of its order has one, and says for which event. */
function matchFaults({ on, pending }: EarningRule, path: string): readonly Problem[] {
  if (pending?.match === undefined) return [];
  if (pending.until === undefined) {
    const message =
      'name the type of the event of the order in "until", such as parcel.delivered, or leave "match" out';
    return [{ code: 'wait-for-nothing', path: `${path}.pending.match`, message }];
  }
  if (on === 'purchase') return [];
  const message = `only a purchase is an order, and this rule is about "${on}"; leave "match" out`;
  return [{ code: 'wait-for-nothing', path: `${path}.pending.match`, message }];
}

function earningFaults({ on, per }: EarningRule, path: string): readonly Problem[] {
  if (countsNothing(on)) {
    const message = `an event "${on}" is nothing that a customer does, so it earns nothing; name another type, such as purchase`;
    return [{ code: 'earns-nothing', path: `${path}.on`, message }];
  }
  if (per.by !== 'amount' || on === 'purchase') return [];
  const message = `only a purchase has an amount, and this rule is about "${on}"; give points for each event or item`;
  return [{ code: 'earns-nothing', path: `${path}.per`, message }];
}

function campaignFaults({ from, until, rules = [] }: Campaign, earn: readonly EarningRule[], path: string) {
  const known = earn.map(({ id }) => id);
  const unknown = rules.flatMap((rule, place): readonly Problem[] => {
    if (known.includes(rule)) return [];
    const message = `there is no rule "${rule}"; there are ${known.join(', ') || 'none'}`;
    return [{ code: 'unknown-rule', path: `${path}.rules[${place}]`, message }];
  });
  if (Date.parse(from) < Date.parse(until)) return unknown;
  const message = 'a campaign ends after it begins, and this one has no time between; send a later "until"';
  return [...unknown, { code: 'campaign-never', path: `${path}.until`, message } satisfies Problem];
}

function tierFaults({ metric, levels }: TierSet): readonly Problem[] {
  const order = levels.flatMap(({ id, min }, place): readonly Problem[] => {
    const below = levels[place - 1];
    if (below === undefined || below.min < min) return [];
    const message = `"${id}" begins at ${min} and "${below.id}" below it at ${below.min}; each tier needs more than the one below`;
    return [{ code: 'tier-order', path: `tiers.levels[${place}].min`, message }];
  });
  const far = levels.flatMap(({ min }, place): readonly Problem[] => {
    if (metric.by !== 'events' || min <= MOST_EVENTS) return [];
    const message = `events are counted up to ${MOST_EVENTS} of each customer, so nobody reaches ${min}`;
    return [{ code: 'tier-never', path: `tiers.levels[${place}].min`, message }];
  });
  return [...repeated(levels, 'tiers.levels', 'duplicate-tier'), ...order, ...far];
}

function goneTiers(tiers: TierSet | null, before: readonly TierLevel[]): readonly Problem[] {
  const levels = tiers?.levels ?? [];
  const gone = before.filter(({ id }) => !levels.some((level) => level.id === id));
  return gone.map(({ id }): Problem => {
    const message = `somebody may hold the tier "${id}", so it cannot be taken out; keep its id, with another name or threshold`;
    return { code: 'tier-in-use', path: 'tiers.levels', message };
  });
}

function goneBadges(badges: readonly Badge[], before: readonly Badge[]): readonly Problem[] {
  const gone = before.filter(({ id }) => !badges.some((badge) => badge.id === id));
  return gone.map(({ id }): Problem => {
    const message = `somebody may have the badge "${id}", so it cannot be taken out; keep its id, with another name or text`;
    return { code: 'badge-in-use', path: 'badges', message };
  });
}

function repeated(
  named: readonly { readonly id: string }[],
  path: string,
  code:
    | 'duplicate-rule'
    | 'duplicate-tier'
    | 'duplicate-badge'
    | 'duplicate-quest'
    | 'duplicate-draw'
    | 'duplicate-prize'
    | 'duplicate-board',
): readonly Problem[] {
  return named.flatMap(({ id }, place) => {
    const first = named.findIndex((one) => one.id === id);
    const message = `"${id}" is the id of ${path}[${first}] already; ids are different`;
    return first === place ? [] : [{ code, path: `${path}[${place}].id`, message }];
  });
}

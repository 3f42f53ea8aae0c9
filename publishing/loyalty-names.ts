import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import type { PoolId, WorkspaceId } from '../domain/ids.schema.ts';
import type { LoyaltyDraft } from '../domain/loyalty/draft.schema.ts';
import { loyaltyMentions } from '../domain/loyalty/mentions.ts';
import { rewardFaults } from '../domain/loyalty/rewards/index.ts';
import { partsOf, within } from '../domain/mentions.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import { liveDefinitions, pathIn } from './live-definitions.ts';

/** The pools that a workspace has. */
export type PoolsOf = (workspace: WorkspaceId) => Promise<readonly PoolId[]>;

type Declared = Pick<LoyaltyDraft, 'quests' | 'badges'>;
type Warning = Pick<LoyaltyDraft, 'expiryWarnDays'>;

/** What a journey wants of the loyalty programme in force, and it does not have. */
export function rewardProblems(definition: JourneyDefinition, { loyalty }: Playbook): readonly Problem[] {
  const gifts = definition.steps.flatMap((step, place) => {
    const path = `steps[${place}]`;
    if (step.type !== 'grant') return [];
    return loyalty === undefined ? [noProgramme(path)] : rewardFaults(step.reward, `${path}.reward`, loyalty);
  });
  // A reward says by itself what it lacks.
  return [
    ...gifts,
    ...deafTriggers(definition, loyalty),
    ...unknownNames(definition, loyalty).filter(({ path }) => !path.endsWith('.reward.badge')),
  ];
}

interface Deaf {
  readonly path: string;
  readonly what: 'points' | 'coupons';
  /** Left out: at any warning. */
  readonly days: unknown;
  /** The days that the programme has. */
  readonly known: readonly number[];
}

/** Where something reacts to a warning that the programme never gives. */
function deafIn(definition: object, loyalty: Warning | undefined): readonly Deaf[] {
  return partsOf(definition).flatMap(({ path, fields }): readonly Deaf[] => {
    if (fields.get('on') !== 'expiring') return [];
    const [what, days] = [fields.get('what') === 'points' ? 'points' : 'coupons', fields.get('days')] as const;
    const known = loyalty?.expiryWarnDays?.[what] ?? [];
    if (days === undefined ? known.length > 0 : known.some((one) => one === days)) return [];
    return [{ path: within(path, days === undefined ? 'what' : 'days'), what, days, known }];
  });
}

function deafTriggers(definition: JourneyDefinition, loyalty: Playbook['loyalty']): readonly Problem[] {
  return deafIn(definition, loyalty).map(({ path, what, known }): Problem => {
    const there = known.length === 0 ? 'of none' : `${known.join(' and ')} days ahead`;
    const message = `the loyalty programme warns of ${what} ${there}, so this never happens; publish it with the days in expiryWarnDays.${what} first`;
    return { code: 'no-warning', path, message };
  });
}

/** Warnings that a programme leaves out and something live still waits for, which would wait for them in vain. */
export function warningsInUse(draft: Warning, book: Playbook): readonly Problem[] {
  return liveDefinitions(book).flatMap((live) => {
    // What was deaf before is not made so by this programme.
    const before = deafIn(live.definition, book.loyalty).map(({ path }) => path);
    return deafIn(live.definition, draft)
      .filter(({ path }) => !before.includes(path))
      .map(({ path, what, days }): Problem => {
        const gone = typeof days === 'number' ? `${days} days before` : 'at any time';
        const message = `the ${live.what} "${live.definition.name}" waits for the warning of ${what} ${gone}; publish that without it first, or keep the days in expiryWarnDays.${what}`;
        return { code: 'warning-in-use', path: pathIn(live, path), message };
      });
  });
}

function noProgramme(path: string): Problem {
  const message = 'there is no loyalty programme, so the step can do nothing; publish one first';
  return { code: 'no-programme', path, message };
}

/** Where something names quests and badges that the programme does not have. */
export function unknownNames(
  definition: object,
  { quests, badges }: Declared = { quests: [], badges: [] },
): readonly Problem[] {
  const known = { quest: quests.map(({ id }) => String(id)), badge: badges.map(({ id }) => String(id)) };
  return loyaltyMentions(definition).flatMap(({ path, what, id }): readonly Problem[] => {
    if (what === 'pool' || known[what].includes(id)) return [];
    const message = `there is no ${what} "${id}" in the loyalty programme; there are ${known[what].join(', ') || 'none'}`;
    return [{ code: what === 'quest' ? 'unknown-quest' : 'unknown-badge', path, message }];
  });
}

/** Where something would give coupons of pools that there are not; the store is asked only where coupons are given at all. */
export async function unknownPools(
  source: object,
  workspace: WorkspaceId,
  poolsOf: PoolsOf,
): Promise<readonly Problem[]> {
  const named = loyaltyMentions(source).filter(({ what }) => what === 'pool');
  if (named.length === 0) return [];
  const known: readonly string[] = await poolsOf(workspace);
  return named
    .filter(({ id }) => !known.includes(id))
    .map(({ path, id }) => {
      const message = `there is no pool "${id}"; there are ${known.join(', ') || 'none'}. Make one with PUT /v1/coupon-pools/${id}`;
      return { code: 'unknown-pool', path, message };
    });
}

/** Quests that a programme leaves out and something live still names, which would wait for them in vain. */
export function questsInUse({ quests }: Declared, book: Playbook): readonly Problem[] {
  const gone = (book.loyalty?.quests ?? [])
    .map(({ id }) => String(id))
    .filter((id) => !quests.some((one) => one.id === id));
  if (gone.length === 0) return [];
  return liveDefinitions(book).flatMap((live) =>
    loyaltyMentions(live.definition)
      .filter(({ what, id }) => what === 'quest' && gone.includes(id))
      .map(({ path, id }): Problem => {
        const message = `the ${live.what} "${live.definition.name}" names the quest "${id}"; publish that without it first, or keep the quest`;
        return { code: 'quest-in-use', path: pathIn(live, path), message };
      }),
  );
}

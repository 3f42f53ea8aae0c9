import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { loyaltyMentions } from '../domain/loyalty/mentions.ts';
import { rewardFaults } from '../domain/loyalty/rewards/index.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';

/** What a journey wants of the loyalty programme in force, and it does not have. */
export function rewardProblems(definition: JourneyDefinition, { loyalty }: Playbook): readonly Problem[] {
  const gifts = definition.steps.flatMap((step, place) => {
    const path = `steps[${place}]`;
    if (step.type !== 'grant') return [];
    return loyalty === undefined ? [noProgramme(path)] : rewardFaults(step.reward, `${path}.reward`, loyalty);
  });
  // A reward says by itself what it lacks.
  return [...gifts, ...unknownNames(definition, loyalty).filter(({ path }) => !path.endsWith('.reward.badge'))];
}

/** Where something names quests and badges that the programme does not have. */
export function unknownNames(
  definition: object,
  { quests, badges }: Pick<NonNullable<Playbook['loyalty']>, 'quests' | 'badges'> = { quests: [], badges: [] },
): readonly Problem[] {
  const known = { quest: quests.map(({ id }) => String(id)), badge: badges.map(({ id }) => String(id)) };
  return loyaltyMentions(definition).flatMap(({ path, what, id }): readonly Problem[] => {
    if (known[what].includes(id)) return [];
    const message = `there is no ${what} "${id}" in the loyalty programme; there are ${known[what].join(', ') || 'none'}`;
    return [{ code: what === 'quest' ? 'unknown-quest' : 'unknown-badge', path, message }];
  });
}

function noProgramme(path: string): Problem {
  const message = 'there is no loyalty programme, so the step can do nothing; publish one first';
  return { code: 'no-programme', path, message };
}

import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { rewardFaults } from '../domain/loyalty/rewards/index.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';

/** What steps of a journey want of the loyalty programme in force, and it does not have. */
export function rewardProblems({ steps }: JourneyDefinition, { loyalty }: Playbook): readonly Problem[] {
  return steps.flatMap((step, place) => {
    const path = `steps[${place}]`;
    if (step.type !== 'grant') return [];
    return loyalty === undefined ? [noProgramme(path)] : rewardFaults(step.reward, `${path}.reward`, loyalty);
  });
}

function noProgramme(path: string): Problem {
  const message = 'there is no loyalty programme, so the step can do nothing; publish one first';
  return { code: 'no-programme', path, message };
}

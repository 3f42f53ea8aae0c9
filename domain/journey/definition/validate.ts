import type { Bins } from '../../scoring/coverage.ts';
import { WIDEST } from '../conditions/condition-faults.ts';
import type { JourneyDefinition } from './definition.schema.ts';
import { outlineOf } from './graph.ts';
import { boundFaults } from './bound-faults.ts';
import { nameProblems, wayProblems } from './graph-problems.ts';
import { keylessFaults } from './keyless.ts';
import { knownEvents } from './known-events.ts';
import type { Problem } from '../../problem.ts';
import { comparedBy, stepFaults } from '../steps/index.ts';
import { triggerFaults } from '../triggers/index.ts';

/**
 * Everything wrong with a definition of sound shape, all at once; empty where it can be published.
 * @param bins of the workspace's model, where it is at hand
 */
export function validateJourney(definition: JourneyDefinition, bins: Bins = WIDEST): readonly Problem[] {
  const { enter, exit, goal, steps } = definition;
  const outlines = steps.map(outlineOf);
  const known = knownEvents(definition);
  return [
    ...triggerFaults(enter, 'enter', bins),
    ...exit.flatMap((trigger, place) => triggerFaults(trigger, `exit[${place}]`, bins)),
    ...(goal ? triggerFaults(goal, 'goal', bins) : goalProblems(definition)),
    ...keylessFaults(definition),
    ...boundFaults(definition),
    ...steps.flatMap((step, place) => {
      const events = known[place] ?? null;
      return stepFaults(step, { path: `steps[${place}]`, events: events && [...events], bins });
    }),
    ...nameProblems(outlines),
    ...wayProblems(outlines),
  ];
}

/** What is compared without a goal has nothing that it could be compared by. */
function goalProblems({ holdout, steps }: JourneyDefinition): readonly Problem[] {
  const splits = steps.flatMap((step, place) => (comparedBy(step) === null ? [] : [`steps[${place}].arms`]));
  const message =
    'a goal says what counts as a conversion; without one nothing can be compared: give the journey a goal';
  return [...(holdout ? ['holdout'] : []), ...splits].map((path) => ({ code: 'no-goal', path, message }));
}

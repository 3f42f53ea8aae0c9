import { conditionFaults } from './condition-faults.ts';
import type { Enter, JourneyDefinition, JourneyStep, StepOf, Trigger } from './definition.schema.ts';
import { outlineOf } from './graph.ts';
import type { Problem } from './problem.ts';
import { nameProblems, wayProblems } from './shape.ts';

export type { Problem } from './problem.ts';

/** Everything wrong with a definition of sound shape, all at once; empty where it can be published. */
export function validateJourney(definition: JourneyDefinition): readonly Problem[] {
  const outlines = definition.steps.map(outlineOf);
  return [
    ...triggerFaults(definition.enter, 'enter'),
    ...definition.exit.flatMap((trigger, place) => triggerFaults(trigger, `exit[${place}]`)),
    ...(definition.goal ? triggerFaults(definition.goal, 'goal') : []),
    ...definition.steps.flatMap((step, place) => stepFaults(step, `steps[${place}]`)),
    ...nameProblems(outlines),
    ...wayProblems(outlines),
  ];
}

function triggerFaults(trigger: Trigger | Enter, path: string): readonly Problem[] {
  const when = 'when' in trigger ? trigger.when : undefined;
  return when === undefined ? [] : conditionFaults(when, `${path}.when`, trigger.on === 'event');
}

function stepFaults(step: JourneyStep, path: string): readonly Problem[] {
  switch (step.type) {
    case 'send':
    case 'place':
    case 'stop':
      return [];
    case 'wait':
      return waitFaults(step, path);
    case 'branch':
      return step.paths.flatMap(({ when }, index) => conditionFaults(when, `${path}.paths[${index}].when`, true));
  }
}

function waitFaults(step: StepOf<'wait'>, path: string): readonly Problem[] {
  const nothing: readonly Problem[] =
    step.for === undefined && step.until === undefined
      ? [
          {
            code: 'wait-for-nothing',
            path,
            message: `step "${step.id}" waits for nothing; say how long with "for", what for with "until", or both`,
          },
        ]
      : [];
  const never: readonly Problem[] =
    step.onTimeout !== undefined && (step.for === undefined || step.until === undefined)
      ? [
          {
            code: 'timeout-never',
            path: `${path}.onTimeout`,
            message: 'onTimeout needs both "until" (what to wait for) and "for" (how long); else use "next"',
          },
        ]
      : [];
  const until = step.until ? triggerFaults(step.until, `${path}.until`) : [];
  return [...nothing, ...never, ...until];
}

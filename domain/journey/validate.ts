import type { Bins } from '../rfm/coverage.ts';
import { conditionFaults, WIDEST } from './condition-faults.ts';
import type { Enter, JourneyDefinition, JourneyStep, StepOf, Trigger } from './definition.schema.ts';
import { outlineOf } from './graph.ts';
import { knownEvents } from './known-events.ts';
import type { Problem } from './problem.ts';
import { nameProblems, wayProblems } from './shape.ts';

export type { Problem } from './problem.ts';

/**
 * Everything wrong with a definition of sound shape, all at once; empty where it can be published.
 * @param bins of the workspace's model, where it is at hand
 */
export function validateJourney(definition: JourneyDefinition, bins: Bins = WIDEST): readonly Problem[] {
  const outlines = definition.steps.map(outlineOf);
  const known = knownEvents(definition);
  return [
    ...triggerFaults(definition.enter, 'enter', bins),
    ...definition.exit.flatMap((trigger, place) => triggerFaults(trigger, `exit[${place}]`, bins)),
    ...(definition.goal ? triggerFaults(definition.goal, 'goal', bins) : []),
    ...definition.steps.flatMap((step, place) => stepFaults(step, place, known[place] ?? null, bins)),
    ...nameProblems(outlines),
    ...wayProblems(outlines),
  ];
}

function triggerFaults(trigger: Trigger | Enter, path: string, bins: Bins): readonly Problem[] {
  const when = 'when' in trigger ? trigger.when : undefined;
  const events = trigger.on === 'event' ? [trigger.event] : [];
  const never = when === undefined ? [] : conditionFaults(when, `${path}.when`, { events, bins });
  return trigger.on === 'move' ? [...never, ...moveFaults(trigger, path)] : never;
}

/** A move always leads from one segment to another. */
function moveFaults({ from, to }: Extract<Trigger, { on: 'move' }>, path: string): readonly Problem[] {
  if (from === undefined || to === undefined) return [];
  const [only] = from;
  if (![...from, ...to].every((segment) => segment === only)) return [];
  const message = `nobody moves from "${only}" to "${only}"; name another segment, or leave "from" or "to" out`;
  return [{ code: 'trigger-never', path, message }];
}

function stepFaults(
  step: JourneyStep,
  place: number,
  events: ReadonlySet<string> | null,
  bins: Bins,
): readonly Problem[] {
  const path = `steps[${place}]`;
  switch (step.type) {
    case 'send':
    case 'stop':
      return [];
    case 'place':
      return placeFaults(step, path);
    case 'wait':
      return waitFaults(step, path, bins);
    case 'branch':
      // Of a step that nobody reaches, that is all there is to say.
      if (events === null) return [];
      return step.paths.flatMap(({ when }, index) =>
        conditionFaults(when, `${path}.paths[${index}].when`, { events: [...events], bins }),
      );
  }
}

const LIQUID = /\{\{|\{%/;

/** Placements are plain text, shown as they stand. */
function placeFaults(step: StepOf<'place'>, path: string): readonly Problem[] {
  const parts = ['title', 'body', 'url'] as const;
  return parts.flatMap((part): readonly Problem[] => {
    if (!LIQUID.test(step[part] ?? '')) return [];
    const message = `a ${step.placement} is plain text, and customers would read the template as it stands; write it without {{ }} and {% %}`;
    return [{ code: 'plain-text', path: `${path}.${part}`, message }];
  });
}

function waitFaults(step: StepOf<'wait'>, path: string, bins: Bins): readonly Problem[] {
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
  const until = step.until ? triggerFaults(step.until, `${path}.until`, bins) : [];
  return [...nothing, ...never, ...until];
}

import type { JourneyDefinition } from './definition.schema.ts';
import { stepsOnLoops } from './graph.ts';
import type { StepId } from '../../ids.schema.ts';
import { listeningOf, type JourneyStep, type Listening } from '../steps/index.ts';

/** What walks ask of a definition, worked out once for each. */
interface Compiled {
  /** Of two steps with one id, the first is meant. */
  readonly steps: ReadonlyMap<StepId, CompiledStep>;
  /** Steps that listen also before they are reached. */
  readonly listeners: readonly Listening[];
}

export interface CompiledStep {
  readonly step: JourneyStep;
  /** Where the customer goes who is not led elsewhere: the step that is named, or the one after it. */
  readonly next: StepId | null;
  /** Whether one walk can reach it more than once, so that its visits are counted. */
  readonly loops: boolean;
  readonly listening: Listening | null;
}

const known = new WeakMap<JourneyDefinition, Compiled>();

export function compiled(definition: JourneyDefinition): Compiled {
  const found = known.get(definition);
  if (found) return found;
  const made = compile(definition);
  known.set(definition, made);
  return made;
}

function compile(definition: JourneyDefinition): Compiled {
  const { steps } = definition;
  const loops = stepsOnLoops(definition);
  const all = steps.map((step, place): CompiledStep => {
    const named = 'next' in step ? step.next : undefined;
    const next = named ?? steps[place + 1]?.id ?? null;
    return { step, next, loops: loops.has(step.id), listening: listeningOf(step) };
  });
  const listeners = all.flatMap(({ listening }) => (listening?.keeps ? [listening] : []));
  return { steps: new Map(all.map((one) => [one.step.id, one] as const).toReversed()), listeners };
}

import { stepId } from '../../ids.schema.ts';
import { readShape } from '../../input/shape-problems.ts';
import type { Problem } from '../../problem.ts';

const IN_STEP = /^steps\[(\d+)\](?!\.id$)/;

/**
 * The same problems, each of which says what step it is in: a place in a list is hard to find in a long definition.
 * @param steps of the definition as somebody sent it, sound or not
 */
export function withStepsNamed(problems: readonly Problem[], steps: unknown): readonly Problem[] {
  return problems.map((problem) => {
    const place = IN_STEP.exec(problem.path)?.[1];
    const id = place === undefined ? undefined : idAt(steps, Number(place));
    if (id === undefined || problem.message.includes(`step "${id}"`)) return problem;
    return { ...problem, message: `step "${id}": ${problem.message}` };
  });
}

/** What is no id is not repeated: it may be anything. */
function idAt(steps: unknown, place: number): string | undefined {
  const step: unknown = Array.isArray(steps) ? steps[place] : undefined;
  if (typeof step !== 'object' || step === null || !('id' in step)) return undefined;
  const read = readShape(stepId, step.id);
  return 'value' in read ? read.value : undefined;
}

import type { FieldProblem } from '../../../api/problem.ts';
import type { Definition } from '../definition.ts';

/** A problem where it is shown: at a step (its id) or at what lets people in and out (null). */
export interface SpotProblem {
  readonly spot: string | null;
  /** Within the step, such as `paths[0].when`; of the journey itself, such as `enter.event`. Empty: all of it. */
  readonly field: string;
  readonly message: string;
}

const OF_STEP = /^steps\[(\d+)\]\.?(.*)$/;

/** @param checked what the problems were found in: paths name steps by their place in it */
export function placedProblems(problems: readonly FieldProblem[], checked: Definition): readonly SpotProblem[] {
  return problems.map(({ path, message }) => {
    const [, place, rest = ''] = OF_STEP.exec(path) ?? [];
    const step = place === undefined ? undefined : checked.steps[Number(place)];
    return step ? { spot: step.id, field: rest, message } : { spot: null, field: path, message };
  });
}

/** Whether a problem belongs to a field: it names the field, or something within it. */
export function isAt({ field }: Pick<SpotProblem, 'field'>, at: string): boolean {
  return field === at || field.startsWith(`${at}.`) || field.startsWith(`${at}[`);
}

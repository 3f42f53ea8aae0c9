import type { Definition } from '../definition.ts';

/** A problem as the API tells it: where in the definition it is, such as `steps[2].body`. */
interface ToldProblem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** A problem where it is shown: at a step (its id) or at what lets people in and out (null). */
export interface SpotProblem {
  readonly spot: string | null;
  /** Within the step, such as `paths[0].when`; of the journey itself, such as `enter.event`. Empty: all of it. */
  readonly field: string;
  /** Of the API; empty where the message is in the words of the page. */
  readonly code: string;
  readonly message: string;
}

const OF_STEP = /^steps\[(\d+)\]\.?(.*)$/;

/** @param checked what the problems were found in: paths name steps by their place in it */
export function placedProblems(problems: readonly ToldProblem[], checked: Definition): readonly SpotProblem[] {
  return problems.map(({ code, path, message }) => {
    const [, place, rest = ''] = OF_STEP.exec(path) ?? [];
    const step = place === undefined ? undefined : checked.steps[Number(place)];
    return step ? { spot: step.id, field: rest, code, message } : { spot: null, field: path, code, message };
  });
}

/** Whether a problem belongs to a field: it names the field, or something within it. */
export function isAt({ field }: Pick<SpotProblem, 'field'>, at: string): boolean {
  return field === at || field.startsWith(`${at}.`) || field.startsWith(`${at}[`);
}

/** Where a value of a condition stands, which may be empty text: nothing else of a journey may. */
const OF_CONDITION = /when.*\.value(?:\[\d+\])?$/;

/**
 * What is left to fill in: no draft can be saved before. Numbers are empty where nobody has typed any.
 * @param message what is said of each
 */
export function emptyProblems(definition: Definition, message: string): readonly SpotProblem[] {
  return placedProblems(
    emptyPaths(definition, '')
      .filter((path) => !OF_CONDITION.test(path))
      .map((path) => ({ code: '', path, message })),
    definition,
  );
}

function emptyPaths(value: unknown, path: string): readonly string[] {
  if (value === '' || Number.isNaN(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((each: unknown, index) => emptyPaths(each, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => emptyPaths(each, path === '' ? name : `${path}.${name}`));
}

import type { Problem } from '../../domain/problem.ts';
import { ApiProblem } from './problem.ts';

/** The reply about a file that cannot be read, or not in this way: nothing of it was stored. */
export function notReadable(problems: readonly Problem[]): ApiProblem {
  const [first] = problems;
  return new ApiProblem('invalid', `Nothing was stored: ${first?.message ?? 'the file cannot be read'}.`, { problems });
}

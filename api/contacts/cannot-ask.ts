import { ApiProblem } from '../http/problem.ts';

/** @param why without an address, and without a full stop */
export function cannotAsk(why: string): ApiProblem {
  return new ApiProblem('conflict', `They cannot be asked: ${why}.`);
}

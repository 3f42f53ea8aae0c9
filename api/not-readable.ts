import type { MappingFault } from '../imports/mapping.ts';
import { ApiProblem } from './problem.ts';

/** Fields of the query, and not of the mapping in it. */
const QUESTIONS = ['dates', 'decimal', 'type'];

function pathOf(field: string): string {
  if (field === 'body') return '';
  return QUESTIONS.includes(field) ? field : `map.${field}`;
}

/** The problem of a file, or of how it is to be read: nothing of it was stored. */
export function notReadable(faults: readonly MappingFault[]): ApiProblem {
  const [first] = faults;
  return new ApiProblem('invalid', `Nothing was stored: ${first?.message ?? 'the file cannot be read'}.`, {
    problems: faults.map(({ field, message }) => ({
      code: QUESTIONS.includes(field) ? 'doubt' : 'column',
      path: pathOf(field),
      message,
    })),
  });
}

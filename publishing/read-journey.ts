import type { JourneyId } from '../domain/ids.schema.ts';
import { journeyDefinition, type JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../domain/journey/definition/parse.schema.ts';
import type { Problem } from '../domain/problem.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import { NotPublished, problemsText } from './problem.ts';

/** What a marketer sent as the journey `id`: the address says the id, so the body may leave it out. */
function withId(body: unknown, id: JourneyId): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { id, ...body };
}

/**
 * A draft: its shape is sound, its ways may still lead nowhere.
 * @throws NotPublished `invalid` with everything that is wrong where the shape is not sound, or the id is another one's
 */
export function readJourney(body: unknown, id: JourneyId): JourneyDefinition {
  const input = withId(body, id);
  const read = readShape(journeyDefinition, input);
  const other: readonly Problem[] =
    'value' in read && read.value.id !== id
      ? [{ code: 'other-id', path: 'id', message: `the address says "${id}"; send the same id, or leave it out` }]
      : [];
  if ('value' in read && other.length === 0) return read.value;
  const found = parseJourney(input);
  const problems = [...other, ...('problems' in found ? found.problems : [])];
  throw new NotPublished('invalid', problemsText('This is not a journey yet', problems), { problems });
}

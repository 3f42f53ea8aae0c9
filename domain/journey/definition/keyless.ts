import { pathInto, type Problem } from '../../problem.ts';
import type { JourneyDefinition } from './definition.schema.ts';

/** Triggers that ask for the key of an enrolment, in a journey whose enrolments have none: they could never be met. */
export function keylessFaults({ enter, exit, goal, steps }: JourneyDefinition): readonly Problem[] {
  if ('per' in enter && enter.per !== undefined) return [];
  return askingPaths({ exit, goal, steps }, '').map((path) => ({ code: 'trigger-never', path, message: KEYLESS }));
}

const KEYLESS =
  '"per" asks for the key that an enrolment is for, and these have none; give "enter" a "per", or leave this one out';

function askingPaths(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((part: unknown, place) => askingPaths(part, pathInto(path, place)));
  if (typeof value !== 'object' || value === null) return [];
  const own = 'on' in value && 'per' in value && value.per !== undefined ? [pathInto(path, 'per')] : [];
  return [...own, ...Object.entries(value).flatMap(([key, part]) => askingPaths(part, pathInto(path, key)))];
}

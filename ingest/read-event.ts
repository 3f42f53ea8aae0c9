import { wireEventFor, type WireEvent } from '../domain/events/event.schema.ts';
import type { Uncoded } from '../domain/problem.ts';
import { readShape } from '../domain/input/shape-problems.ts';

export type ReadEvent = { readonly wire: WireEvent } | { readonly problem: Uncoded };

/** Reads one event of a request or a file; says which field is wrong, and what is wanted there. */
export function readEvent(value: unknown): ReadEvent {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  const read = readShape(wireEventFor(type), value);
  if ('value' in read) return { wire: read.value };
  const [problem = { code: 'malformed', path: '', message: 'this is not an event' }] = read.problems;
  const { code, path, message } = problem;
  return { problem: { path, message: code === 'unknown-field' ? `${message}, or put it in data` : message } };
}

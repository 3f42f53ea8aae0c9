import { wireEventFor, type WireEvent } from '../domain/event.schema.ts';

export interface EventProblem {
  /** The field, such as `amount`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

export type ReadEvent = { readonly wire: WireEvent } | { readonly problem: EventProblem };

/** Reads one event of a request or a file; says which field is wrong, and what is wanted there. */
export function readEvent(value: unknown): ReadEvent {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  const parsed = wireEventFor(type).safeParse(value);
  if (parsed.success) return { wire: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return {
      problem: { path: key, message: 'there is no such field; remove it, check its spelling, or put it in data' },
    };
  }
  return { problem: { path: pathOf(issue?.path ?? []), message: issue?.message ?? 'this is not an event' } };
}

function pathOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : String(key)))
    .join('.')
    .replaceAll('.[', '[');
}

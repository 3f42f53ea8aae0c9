import { pathInto, type Uncoded } from '../../domain/problem.ts';
import type { JsonLimits } from './contract.ts';

export const DEFAULT_LIMITS: JsonLimits = { depth: 8, keysPerObject: 200, values: 100_000 };

/** The last one makes the store's driver take an object for one of its own types, and refuse the whole batch. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype', '_bsontype']);

interface Open {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/**
 * The first thing in a parsed JSON value that no honest client sends: nesting or width beyond the limits, keys that
 * mean something to JavaScript or MongoDB, text that is not well-formed Unicode. Iterative, because what it looks
 * for exhausts the stack of whoever recurses.
 */
export function findHostile(value: unknown, limits: JsonLimits = DEFAULT_LIMITS): Uncoded | undefined {
  const open: Open[] = [{ value, path: '', depth: 1 }];
  let values = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const fault = faultOf(next, limits);
    if (fault) return { path: next.path, message: fault };
    const inner = innerValues(next);
    values += inner.length;
    if (values > limits.values) return { path: '', message: `there are more than ${limits.values} values in it` };
    for (const { key, at } of inner) {
      const wrong = key === null ? undefined : faultOfKey(key);
      if (wrong) return { path: at.path, message: wrong };
    }
    // Reversed, so that the first fault in reading order is found first.
    for (const { at } of inner.toReversed()) open.push(at);
  }
  return undefined;
}

function faultOf({ value, depth }: Open, limits: JsonLimits): string | undefined {
  if (typeof value === 'string' && !value.isWellFormed()) return 'text must be well-formed Unicode';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > limits.depth) return `this nests more than ${limits.depth} levels deep; make it flatter`;
  if (!Array.isArray(value) && Object.keys(value).length > limits.keysPerObject) {
    return `this object has more than ${limits.keysPerObject} keys`;
  }
  return undefined;
}

interface Inner {
  readonly key: string | null;
  readonly at: Open;
}

function innerValues({ value, path, depth }: Open): readonly Inner[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.map((item, index) => ({
      key: null,
      at: { value: item, path: pathInto(path, index), depth: depth + 1 },
    }));
  }
  return Object.entries(value).map(([key, item]) => ({
    key,
    at: { value: item, path: pathInto(path, key), depth: depth + 1 },
  }));
}

function faultOfKey(key: string): string | undefined {
  if (RESERVED.has(key)) return `the key "${key}" is reserved; choose another`;
  if (key.startsWith('$')) return 'a key must not start with "$"';
  if (key.includes('.')) return 'a key must not contain "."';
  if (key.includes('\0')) return 'a key must not contain a NUL character';
  return key.isWellFormed() ? undefined : 'a key must be well-formed Unicode';
}

import type { Did } from '../journey/conditions/condition.schema.ts';
import { shortHash } from '../sha256.ts';

/** Names what is counted: events of one type, for which one condition holds. However it is written, it has one name. */
export type AskKey = string & { readonly __brand: 'AskKey' };

const known = new WeakMap<Did, AskKey>();

export function askKey(asked: Did): AskKey {
  const found = known.get(asked);
  if (found !== undefined) return found;
  const key = shortHash(canonical({ did: asked.did, when: asked.when })) as AskKey;
  known.set(asked, key);
  return key;
}

/** JSON in which the order of fields says nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const inOrder = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${inOrder.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

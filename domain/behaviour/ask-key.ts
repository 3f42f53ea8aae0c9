import type { Did } from '../journey/conditions/condition.schema.ts';
import { spanOf } from '../time.ts';
import { shortHash } from '../sha256.ts';

/** Names what is counted: events of one type, for which one condition holds. However it is written, it has one name. */
export type AskKey = string & { readonly __brand: 'AskKey' };

/** What a condition on behaviour comes down to, worked out once for each. */
interface Asking {
  readonly key: AskKey;
  /** How long it counts, milliseconds; infinite where it always does. */
  readonly span: number;
  readonly isSinceEntering: boolean;
}

const known = new WeakMap<Did, Asking>();

export function askingOf(asked: Did): Asking {
  const found = known.get(asked);
  if (found !== undefined) return found;
  const { did, when, within } = asked;
  const isSinceEntering = within === 'entering';
  const span = within === undefined || isSinceEntering ? Infinity : spanOf(within);
  const made = { key: shortHash(canonical({ did, when })) as AskKey, span, isSinceEntering };
  known.set(asked, made);
  return made;
}

/** JSON in which the order of fields says nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const inOrder = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${inOrder.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

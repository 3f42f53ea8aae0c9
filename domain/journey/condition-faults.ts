import type { Comparison, Condition } from './condition.schema.ts';
import type { Problem } from './problem.ts';

/** Fields whose values are names; `null` where the workspace makes them up itself. */
const NAMES: ReadonlyMap<string, readonly string[] | null> = new Map<string, readonly string[] | null>([
  ['segment', null],
  ['trajectory', ['growing', 'steady', 'declining', 'new']],
  ['silence', ['none', 'active', 'overdue', 'lapsed']],
]);
/** As ids of segments are. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const EVENT = 'event.';

/**
 * Comparisons that can never be what their writer meant: misspelt names, text where a number stands, and a look at
 * the event where there is none.
 * @param withEvent whether the condition is asked together with an event
 */
export function conditionFaults(condition: Condition, path: string, withEvent: boolean): readonly Problem[] {
  if ('all' in condition) return partFaults(condition.all, `${path}.all`, withEvent);
  if ('any' in condition) return partFaults(condition.any, `${path}.any`, withEvent);
  if ('not' in condition) return conditionFaults(condition.not, `${path}.not`, withEvent);
  const fault = comparisonFault(condition, withEvent);
  return fault === null ? [] : [{ code: 'condition-never', path, message: fault }];
}

function partFaults(parts: readonly Condition[], path: string, withEvent: boolean): readonly Problem[] {
  return parts.flatMap((part, index) => conditionFaults(part, `${path}[${index}]`, withEvent));
}

function comparisonFault({ field, op, value }: Comparison, withEvent: boolean): string | null {
  if (field.startsWith(EVENT)) {
    return withEvent ? null : `${field} is only known where an event is the trigger; compare a field of the customer`;
  }
  const values: readonly (string | number | boolean)[] = Array.isArray(value) ? value : [value];
  const names = NAMES.get(field);
  if (names === undefined) {
    const wrong = values.find((one) => typeof one !== 'number');
    return wrong === undefined ? null : `${field} is a number and can never be compared with ${JSON.stringify(wrong)}`;
  }
  if (op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte')
    return `${field} has no order; use eq, ne, in or not-in`;
  const isName = (one: string) => (names === null ? SLUG.test(one) : names.includes(one));
  const wrong = values.find((one) => typeof one !== 'string' || !isName(one));
  if (wrong === undefined) return null;
  const known = names === null ? 'the id of a segment' : `one of ${names.join(', ')}`;
  return `${field} is never ${JSON.stringify(wrong)}; it is ${known}`;
}

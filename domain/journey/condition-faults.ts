import { SEGMENTS } from '../rfm/segment.ts';
import type { Comparison, Condition } from './condition.schema.ts';
import type { Problem } from './problem.ts';

/** Fields whose values are a closed list of names. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['segment', SEGMENTS.map(({ id }) => id)],
  ['silence', ['none', 'active', 'overdue', 'lapsed']],
]);
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
  if (!names) {
    const wrong = values.find((one) => typeof one !== 'number');
    return wrong === undefined ? null : `${field} is a number and can never be compared with ${JSON.stringify(wrong)}`;
  }
  if (op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte')
    return `${field} has no order; use eq, ne, in or not-in`;
  const wrong = values.find((one) => typeof one !== 'string' || !names.includes(one));
  return wrong === undefined ? null : `${field} is never ${JSON.stringify(wrong)}; it is one of ${names.join(', ')}`;
}

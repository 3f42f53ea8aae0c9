import { factSource } from '../../events/event-facts.ts';
import type { Bins } from '../../scoring/coverage.ts';
import { didFaults } from './did-faults.ts';
import type { Comparison, Condition } from './condition.schema.ts';
import { ANY_COUNT, type Possible, type Scalar } from './field.ts';
import { entryFieldOf, eventFieldOf, fieldOf, replyFieldOf } from './fields.ts';
import type { Problem } from '../../problem.ts';

/** What is known where a condition is asked. */
export interface Asked {
  /** The types of the events that may be known there; empty where none is. */
  readonly events: readonly string[];
  /** Whether a customer has entered a journey there. */
  readonly entering: boolean;
  /** False where no journey asks, so that nothing can have come with anybody. */
  readonly inJourney?: false;
  /** How many scores the workspace's model has. */
  readonly bins: Bins;
}

/** The widest a model may be: where the workspace's own is not at hand. */
export const WIDEST: Bins = { r: 9, f: 9, m: 9 };

/** As ids of segments are. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Comparisons that can never be what their writer meant: misspelt names, text where a number stands, numbers that a
 * field cannot reach, and a look at an event where there is none.
 */
export function conditionFaults(condition: Condition, path: string, asked: Asked): readonly Problem[] {
  if ('all' in condition) return partFaults(condition.all, `${path}.all`, asked);
  if ('any' in condition) return partFaults(condition.any, `${path}.any`, asked);
  if ('not' in condition) return conditionFaults(condition.not, `${path}.not`, asked);
  if ('did' in condition) {
    const { did: type, when } = condition;
    const faults = didFaults(condition, path, asked.entering);
    if (when === undefined || faults.some((fault) => fault.path.startsWith(`${path}.when`))) return faults;
    return [...faults, ...conditionFaults(when, `${path}.when`, { ...asked, events: [type] })];
  }
  // Which audiences there are is known where it is published; see `strangeAudiences`.
  if ('in' in condition) return [];
  const fault = comparisonFault(condition, possibleOf(condition.field, asked));
  return fault === null ? [] : [{ code: 'condition-never', path, message: fault }];
}

function partFaults(parts: readonly Condition[], path: string, asked: Asked): readonly Problem[] {
  return parts.flatMap((part, index) => conditionFaults(part, `${path}[${index}]`, asked));
}

const NOTHING_COMES: Possible = {
  kind: 'nothing',
  because: 'what comes with a customer is known inside of a journey only; compare a field of the customer',
};

function possibleOf(field: string, asked: Asked): Possible {
  if (asked.inJourney === false && entryFieldOf(field) !== undefined) return NOTHING_COMES;
  const name = eventFieldOf(field);
  if (name !== undefined) return possibleOfEvents(field, name, asked.events);
  if (replyFieldOf(field) !== undefined) return possibleOfReply(field, asked.events);
  return fieldOf(field)?.possible(asked.bins) ?? { kind: 'anything' };
}

function possibleOfReply(field: string, events: readonly string[]): Possible {
  if (events.includes('webhook-reply')) return { kind: 'anything' };
  const because = `${field} is only known right behind a webhook step, and until time passes; branch there`;
  return { kind: 'nothing', because };
}

function possibleOfEvents(field: string, name: string, events: readonly string[]): Possible {
  const sources = new Set(events.map((type) => factSource(type, name)));
  if (sources.has('data')) return { kind: 'anything' };
  if (sources.has('amount')) return ANY_COUNT;
  const because =
    events.length === 0
      ? `${field} is only known where an event is the trigger, and until time passes; compare a field of the customer`
      : `an event "${events[0]}" carries nothing to compare; compare a field of the customer`;
  return { kind: 'nothing', because };
}

function comparisonFault({ field, op, value }: Comparison, possible: Possible): string | null {
  const values: readonly Scalar[] = Array.isArray(value) ? value : [value];
  switch (possible.kind) {
    case 'anything':
      return null;
    case 'nothing':
      return possible.because;
    case 'names':
      return nameFault(field, op, values, possible.names);
    case 'whole number':
      return numberFault(field, op, values, possible);
  }
}

function nameFault(
  field: string,
  op: Comparison['op'],
  values: readonly Scalar[],
  names: readonly string[] | null,
): string | null {
  if (op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte') {
    return `${field} has no order; use eq, ne, in or not-in`;
  }
  const isName = (one: string) => (names === null ? SLUG.test(one) : names.includes(one));
  const wrong = values.find((one) => typeof one !== 'string' || !isName(one));
  if (wrong === undefined) return null;
  const known = names === null ? `the id of a ${field}` : `one of ${names.join(', ')}`;
  return `${field} is never ${JSON.stringify(wrong)}; it is ${known}`;
}

function numberFault(
  field: string,
  op: Comparison['op'],
  values: readonly Scalar[],
  { from, to }: Extract<Possible, { kind: 'whole number' }>,
): string | null {
  const text = values.find((one) => typeof one !== 'number');
  if (text !== undefined) return `${field} is a number and can never be compared with ${JSON.stringify(text)}`;
  const wrong = values.find((one) => typeof one === 'number' && !reaches(op, one, from, to));
  if (wrong === undefined) return null;
  const range = to === Number.MAX_SAFE_INTEGER ? `from ${from} on` : `from ${from} to ${to}`;
  return `${field} is never ${SAID[op]} ${wrong}; it is a whole number ${range}`;
}

const SAID: Readonly<Record<Comparison['op'], string>> = {
  eq: 'equal to',
  ne: 'equal to',
  in: 'equal to',
  'not-in': 'equal to',
  lt: 'less than',
  lte: 'at most',
  gt: 'more than',
  gte: 'at least',
};

/** Whether the comparison means anything for whole numbers from `from` to `to`: it can hold, and names one of them. */
function reaches(op: Comparison['op'], value: number, from: number, to: number): boolean {
  switch (op) {
    case 'lt':
      return from < value;
    case 'lte':
      return from <= value;
    case 'gt':
      return value < to;
    case 'gte':
      return value <= to;
    case 'eq':
    case 'ne':
    case 'in':
    case 'not-in':
      return Number.isInteger(value) && from <= value && value <= to;
  }
}

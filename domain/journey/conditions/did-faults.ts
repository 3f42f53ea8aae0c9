import type { Problem } from '../../problem.ts';
import type { Condition, Did } from './condition.schema.ts';
import { eventFieldOf } from './fields.ts';

/** What comes to the log and is nothing that a customer does, and where to look instead. */
const NOT_DONE: ReadonlyMap<string, string> = new Map([
  ['summary', 'a summary tells totals and not when anything was done; compare totals.orders or days-since-last'],
  ['identify', 'a statement of attributes is nothing that a customer does; compare attribute.<name>'],
  ['entry', 'to be asked in is nothing that a customer does; name an event of theirs'],
  ['webhook-reply', 'what a system of yours says is nothing that a customer does; branch right behind the webhook'],
  ['profile', 'a change of the contact is nothing that a customer does; name an event of theirs'],
]);

/**
 * What the customer can never have done, or nobody can have meant; besides what its condition can never be.
 * @param entering whether a customer has entered a journey where it is asked
 */
export function didFaults({ did: type, when, within }: Did, path: string, entering: boolean): readonly Problem[] {
  const problems: Problem[] = [];
  const instead = NOT_DONE.get(type);
  if (instead !== undefined) problems.push({ code: 'condition-never', path: `${path}.did`, message: instead });
  if (within === 'entering' && !entering) {
    const message =
      'nobody has entered a journey where this is asked; say how long ago at most, such as "30d", or leave it out';
    problems.push({ code: 'condition-never', path: `${path}.within`, message });
  }
  return when === undefined ? problems : [...problems, ...otherThanEvent(when, `${path}.when`)];
}

/** A customer looks different at each event of theirs; what is counted must not depend on when it is asked. */
function otherThanEvent(when: Condition, path: string): readonly Problem[] {
  if ('all' in when) return when.all.flatMap((part, place) => otherThanEvent(part, `${path}.all[${place}]`));
  if ('any' in when) return when.any.flatMap((part, place) => otherThanEvent(part, `${path}.any[${place}]`));
  if ('not' in when) return otherThanEvent(when.not, `${path}.not`);
  if ('field' in when && eventFieldOf(when.field) !== undefined) return [];
  const what = 'field' in when ? when.field : 'did' in when ? 'what else they did' : 'audiences';
  const message = `what is counted may look at the event alone, as event.<name>, and not at ${what}; put that beside it with "all"`;
  return [{ code: 'condition-never', path, message }];
}

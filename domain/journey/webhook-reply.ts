import type { EventFacts } from '../events/event.ts';
import { withoutAddresses } from '../input/personal-data.ts';

const NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
/** It travels with an event and is kept with the call. */
const MOST_VALUES = 30;
const MOST_TEXT = 200;
/** The one name that is not of the body; no body can mean another thing by it. */
export const HTTP_STATUS = 'http-status';

/**
 * What conditions may see of a reply: its status, and the texts, numbers and booleans at the top of a JSON body. What is
 * long, or looks like an address or a telephone number, is left out.
 */
export function replyFacts(status: number, body: string): EventFacts {
  const said = Object.entries(objectIn(body)).filter(
    (entry): entry is [string, string | number | boolean] => NAME.test(entry[0]) && isKept(entry[1]),
  );
  return { ...Object.fromEntries(said.slice(0, MOST_VALUES)), [HTTP_STATUS]: status };
}

function isKept(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MOST_TEXT && withoutAddresses(value) === value;
  return typeof value === 'number' || typeof value === 'boolean';
}

function objectIn(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

import { LONGEST_NAME } from '../events/event-facts.ts';

/** Why an event's data cannot be kept as it was sent, and where. */
export interface DataFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const CONTROL = /[\p{Cc}\p{Cs}]/u;

/** The first thing in an event's data that would be changed or could not be named in a condition; else `undefined`. */
export function dataFault(data: unknown, path: readonly (string | number)[] = []): DataFault | undefined {
  if (typeof data === 'number' && Number.isInteger(data) && !Number.isSafeInteger(data)) {
    const message = `whole numbers beyond ${Number.MAX_SAFE_INTEGER} lose digits; send it as text`;
    return { path, message };
  }
  if (typeof data !== 'object' || data === null) return undefined;
  for (const [name, inner] of Object.entries(data)) {
    const isNamed = !Array.isArray(data);
    if (isNamed && (name === '' || name.length > LONGEST_NAME || CONTROL.test(name))) {
      const message = `a name in data has 1 to ${LONGEST_NAME} characters, and no control character`;
      return { path: [...path, name.slice(0, LONGEST_NAME)], message };
    }
    const fault = dataFault(inner, [...path, isNamed ? name : Number(name)]);
    if (fault) return fault;
  }
  return undefined;
}

import { parseDuration } from '../time.ts';

/** Milliseconds of a duration that the schema has accepted. */
export function spanOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined)
    throw new RangeError(`"${duration}" is no duration; the definition was not parsed by its schema`);
  return ms;
}

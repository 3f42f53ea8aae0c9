import { eventually } from '../eventually.ts';

/** Limits for what hangs, for a test and for one wait within it; how fast anything is does not matter here. */
export const HANGS_MS = 240_000;
const IN_VAIN_MS = 90_000;
/** Some looks read all there is. */
const LOOK_EVERY_MS = 250;

/**
 * Waits until it is so.
 * @throws Error that names what was waited for
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs = IN_VAIN_MS,
): Promise<void> {
  await eventually(isSo, { what, withinMs, everyMs: LOOK_EVERY_MS });
}

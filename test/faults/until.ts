import { setTimeout as sleep } from 'node:timers/promises';

/** Limits for what hangs, for a test and for one wait within it; how fast anything is does not matter here. */
export const HANGS_MS = 240_000;
const IN_VAIN_MS = 90_000;
const LOOK_EVERY_MS = 100;

/**
 * Waits until it is so.
 * @throws Error that names what was waited for
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  withinMs = IN_VAIN_MS,
): Promise<void> {
  for (const begun = performance.now(); ; await sleep(LOOK_EVERY_MS)) {
    if (await isSo()) return;
    if (performance.now() - begun > withinMs) throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.`);
  }
}

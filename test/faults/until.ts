import { setTimeout as sleep } from 'node:timers/promises';

/** A limit for what hangs; how fast anything is does not matter here. */
const HANGS_MS = 60_000;
const LOOK_EVERY_MS = 100;

/**
 * Waits until it is so.
 * @throws Error that names what was waited for
 */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const begun = performance.now(); ; await sleep(LOOK_EVERY_MS)) {
    if (await isSo()) return;
    if (performance.now() - begun > HANGS_MS) throw new Error(`Waited ${HANGS_MS / 1000} s in vain until ${what}.`);
  }
}

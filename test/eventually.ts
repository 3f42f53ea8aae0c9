import { setTimeout as sleep } from 'node:timers/promises';

/** Less than any test may take, so that what is waited for in vain says so itself. */
const IN_VAIN_MS = 90_000;

/**
 * Waits until `look` gives a value that is neither false nor 0 nor empty.
 * @param options `what` names what is waited for; left out, the source of `look` does
 * @throws Error that names what was waited for
 */
export async function eventually<Value>(
  look: () => Promise<Value | null | undefined | false> | Value | null | undefined | false,
  { what = String(look), withinMs = IN_VAIN_MS, everyMs = 25 } = {},
): Promise<Value> {
  for (const begun = performance.now(); ;) {
    const looked = performance.now();
    const value = await look();
    if (value) return value;
    const now = performance.now();
    if (now - begun > withinMs) throw new Error(`Waited ${withinMs / 1_000} s in vain until ${what}.`);
    // Never more than half of the time: looking takes cores from those who are waited for.
    await sleep(Math.max(everyMs, now - looked));
  }
}

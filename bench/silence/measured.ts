/** What some work in steps brought, and how it went. */
export interface Measured<Value> {
  readonly value: Value;
  readonly seconds: number;
  /** The longest step: for so long nothing else would have had its turn. */
  readonly longestMs: number;
}

/** Does work in steps, all of them at once. */
export function measured<Value>(steps: Generator<undefined, Value, undefined>): Measured<Value> {
  const started = performance.now();
  let [before, longestMs] = [started, 0];
  for (;;) {
    const step = steps.next();
    const now = performance.now();
    longestMs = Math.max(longestMs, now - before);
    before = now;
    if (step.done === true) return { value: step.value, seconds: (now - started) / 1_000, longestMs };
  }
}

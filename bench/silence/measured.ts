/** What some work in steps brought, and how it went. */
export interface Measured<Value> {
  readonly value: Value;
  /** Of processor time: what it takes on one core that it has for itself. */
  readonly seconds: number;
  /** By the clock: more, where others had the core as well. */
  readonly passed: number;
  /** The longest step, by the clock: for so long nothing else would have had its turn. */
  readonly longestMs: number;
}

/** Does work in steps, all of them at once. */
export function measured<Value>(steps: Generator<undefined, Value, undefined>): Measured<Value> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  let [before, longestMs] = [started, 0];
  for (;;) {
    const step = steps.next();
    const now = performance.now();
    longestMs = Math.max(longestMs, now - before);
    before = now;
    if (step.done !== true) continue;
    const { user, system } = process.cpuUsage(cpu);
    return { value: step.value, seconds: (user + system) / 1e6, passed: (now - started) / 1_000, longestMs };
  }
}

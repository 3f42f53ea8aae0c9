/** npm passes on what the terminal has sent already: within this time it is the same Ctrl-C. */
const SAME_SIGNAL_MS = 1_000;

/**
 * From now on Ctrl-C and its like ask this process to stop instead of ending it.
 * @param atOnce called when somebody asks again
 * @returns what tells that somebody has asked
 */
export function listenForStop(atOnce: () => void): AbortSignal {
  const asked = new AbortController();
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      first ??= performance.now();
      if (performance.now() - first > SAME_SIGNAL_MS) atOnce();
      asked.abort();
    });
  }
  return asked.signal;
}

/** Resolves when the signal is given. */
export function untilGiven(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

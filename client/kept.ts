/** What this browser remembers; where it may not remember anything, everything works but forgets. */
export function kept<Value>(name: string, otherwise: Value, is: (value: unknown) => value is Value) {
  const at = `sojourn.${name}`;
  let now = otherwise;
  try {
    const text = localStorage.getItem(at);
    const value: unknown = text === null ? otherwise : JSON.parse(text);
    if (is(value)) now = value;
  } catch {
    // Storage is off, or holds what nobody of us wrote.
  }
  return {
    get: () => now,
    set(value: Value) {
      now = value;
      try {
        localStorage.setItem(at, JSON.stringify(value));
      } catch {
        // Full or off.
      }
    },
  };
}

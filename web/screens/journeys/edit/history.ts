/** What was, what is, and what was taken back. */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly now: Value;
  readonly ahead: readonly Value[];
  /** What the last change was made to; changes to the same in a row are taken back together. */
  readonly about: string | null;
}

const MOST = 200;

export function begun<Value>(now: Value): History<Value> {
  return { past: [], now, ahead: [], about: null };
}

/** @param about what is changed, such as one text field; null: a change by itself */
export function changed<Value>(history: History<Value>, now: Value, about: string | null = null): History<Value> {
  if (now === history.now) return history;
  if (about !== null && about === history.about) return { ...history, now, ahead: [] };
  return { past: [...history.past, history.now].slice(-MOST), now, ahead: [], about };
}

export function undone<Value>(history: History<Value>): History<Value> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, ahead: [history.now, ...history.ahead], about: null };
}

export function redone<Value>(history: History<Value>): History<Value> {
  const [next, ...ahead] = history.ahead;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, ahead, about: null };
}

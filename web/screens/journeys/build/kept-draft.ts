import type { Definition } from '../definition.ts';

const keyOf = (id: string) => `sojourn.draft.${id}`;

/** What could not be saved stays with the tab of the browser until it can be. */
export function keepDraft(id: string, definition: Definition): void {
  sessionStorage.setItem(keyOf(id), JSON.stringify(definition));
}

export function forgetDraft(id: string): void {
  sessionStorage.removeItem(keyOf(id));
}

/** The draft that could not be saved; null where all was. */
export function keptDraft(id: string): Definition | null {
  const text = sessionStorage.getItem(keyOf(id));
  if (text === null) return null;
  try {
    const draft: Definition = JSON.parse(text);
    return draft;
  } catch {
    return null;
  }
}

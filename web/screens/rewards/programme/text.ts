/** A programme as somebody writes it, or why it cannot be read. */
export function readText(text: string): { readonly body: unknown } | { readonly fault: string } {
  try {
    const body: unknown = JSON.parse(text);
    return { body };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

export function textOf(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

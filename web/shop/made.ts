/** An element with a class and text. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { className = '', text = '' }: { readonly className?: string; readonly text?: string } = {},
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}

/** A line of a list. */
export function item(...children: readonly HTMLElement[]): HTMLElement {
  const line = made('li');
  line.append(...children);
  return line;
}

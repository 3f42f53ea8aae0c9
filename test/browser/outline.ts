/** What people who cannot see a page go by; figures, names of customers and rows of tables are left out. */
const KEPT = [
  'banner',
  'navigation',
  'main',
  'region',
  'group',
  'dialog',
  'form',
  'tablist',
  'tab',
  'tree',
  'listbox',
  'heading',
  'button',
  'textbox',
  'searchbox',
  'spinbutton',
  'combobox',
  'checkbox',
  'radio',
  'switch',
  'slider',
  'columnheader',
];

/**
 * The landmarks, headings and controls of a page in their order, out of Playwright's snapshot of its accessibility tree. The same control
 * of the next row is the same line, which is written once.
 */
export function outlineOf(snapshot: string): string {
  const lines = snapshot.split('\n').flatMap((line) => {
    const [, indent = '', told = ''] = /^( *)- '?(.*?)'?:?$/.exec(line) ?? [];
    const [, role = ''] = /^(\w+)/.exec(told) ?? [];
    if (!KEPT.includes(role)) return [];
    const [, name = ''] = /^\w+ "((?:[^"\\]|\\.)*)"/.exec(told) ?? [];
    return [`${indent}${role}${name === '' ? '' : ` ${name.replaceAll(/\d[\d.,]*/g, '#')}`}`];
  });
  return `${[...new Set(lines)].join('\n')}\n`;
}

import type { Placement } from './reply.ts';

/** Whether a placement belongs on a page, by the path of its address. */
export function fitsPage(pages: Placement['pages'], path: string): boolean {
  return pages === null || pages.some((page) => matches(page, path));
}

/** `*` stands for any text. Without a regular expression: what comes from elsewhere is only ever compared. */
function matches(page: string, path: string): boolean {
  const [first = '', ...rest] = page.split('*');
  if (rest.length === 0) return path === page;
  const last = rest.pop() ?? '';
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= path.length - last.length;
}

/** Where a click may lead; whatever else an address says, nothing is run. */
export function safeUrl(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;
}

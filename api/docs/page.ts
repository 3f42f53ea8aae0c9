import { createHash } from 'node:crypto';
import type { Language } from '../http/language.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d6d9de, #3a3f47); --soft: light-dark(#f4f5f7, #1d2025); --ink: light-dark(#1c2024, #e8eaed); --paper: light-dark(#ffffff, #131519); --mark: light-dark(#1558a6, #8ab8f0); }
body { margin: 0 auto; max-width: 64rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1.2rem; }
h3 { font-size: 0.95rem; margin: 1.2rem 0 0.3rem; } a { color: var(--mark); }
code, pre { font: 0.875rem/1.45 ui-monospace, monospace; } pre { background: var(--soft); padding: 0.8rem; overflow-x: auto; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: 0.35rem 0.8rem 0.35rem 0; border-bottom: 1px solid var(--line); }
.call { font-weight: 600; } .soft { opacity: 0.75; } iframe { width: 100%; height: 18rem; border: 1px solid var(--line); background: #fff; border-radius: 6px; }
summary { cursor: pointer; }
.phone { max-width: 22rem; border: 1px solid var(--line); border-radius: 28px; padding: 1.6rem 1rem; background: var(--soft); }
.bubble { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 0.6rem 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; } .bubble p { margin: 0.2rem 0; }
.button { display: block; margin-top: 0.4rem; padding: 0.4rem; text-align: center; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); }
button { font: inherit; color: inherit; } button.button { width: 100%; cursor: pointer; }
.reply { display: flex; gap: 0.5rem; max-width: 22rem; margin-top: 0.6rem; } .reply input { flex: 1; min-width: 0; font: inherit; padding: 0.4rem 0.6rem; color: inherit; background: var(--paper); border: 1px solid var(--mark); border-radius: 6px; }
`;

/** The style is allowed by its hash, so that nothing else can bring one. */
const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Lets a page of `htmlPage` have its style, and nothing else. */
export const PAGE_POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A whole page without scripts. `body` must be escaped already. */
export function htmlPage(title: string, body: string, language: Language = 'en'): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

import { PROBLEMS } from '../http/problem.contract.ts';
import { escapeHtml, htmlPage } from './page.ts';

/** Everything that can go wrong, for people. The `type` of an error reply leads to the part of its code. */
export function problemsPage(): string {
  const parts = Object.entries(PROBLEMS).map(
    ([code, { status, title, remedy }]) => `<section id="${code}">
<h2>${escapeHtml(title)}</h2>
<p class="soft"><code>${code}</code>, status ${status}</p>
<p>${escapeHtml(remedy)}</p>
</section>`,
  );
  return htmlPage(
    'Problems · Sojourn API',
    [
      '<h1>Problems</h1>',
      '<p>Every error reply is <code>application/problem+json</code>. Its <code>code</code> is one of these and never changes; sentences may. Its <code>type</code> leads here, and its <code>detail</code> says what was wrong this time. <a href="/docs">All calls</a>.</p>',
      ...parts,
    ].join('\n'),
  );
}

import type { MailRow } from '../../db/messaging/mailbox.ts';
import { escapeHtml, htmlPage } from '../docs/page.ts';
import { minuteText } from '../sentences.ts';

/** Mails bring their own styles, and frames take over the policy of the page: scripts and remote content stay out. */
export const MAILBOX_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The mailbox for people. Each mail is shown in a frame that may run nothing and reach nothing. */
export function mailboxPage(workspace: string, mails: readonly MailRow[], next: string | null): string {
  const list = mails.length === 0 ? '<p>No message yet.</p>' : mails.map(mailSection).join('\n');
  const older = next === null ? '' : `<p><a href="/mailbox?cursor=${encodeURIComponent(next)}">Older messages</a></p>`;
  return htmlPage('Mailbox', `<h1>Mailbox of ${escapeHtml(workspace)}</h1>\n${list}\n${older}`);
}

function mailSection({ subject, to, from, at, text, html }: MailRow): string {
  const shown = html === '' ? `<pre>${escapeHtml(text)}</pre>` : frame(subject, html);
  const plain =
    html === '' || text === '' ? '' : `<details><summary>As text</summary><pre>${escapeHtml(text)}</pre></details>`;
  return `<section>
<h2>${escapeHtml(subject)}</h2>
<p class="soft">To ${escapeHtml(to)}, from ${escapeHtml(from)}, ${minuteText(at)}</p>
${shown}
${plain}
</section>`;
}

function frame(title: string, html: string): string {
  return `<iframe sandbox title="${escapeHtml(title)}" srcdoc="${escapeHtml(html)}"></iframe>`;
}

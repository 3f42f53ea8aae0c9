import type { MailRow } from '../../db/messaging/mailbox.ts';
import { smsLength } from '../../domain/channels/sms-length.ts';
import { escapeHtml, htmlPage } from '../docs/page.ts';
import { minuteText } from '../sentences.ts';

/** Mails bring their own styles, and frames take over the policy of the page: scripts and remote content stay out. */
export const MAILBOX_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The mailbox for people. Each mail is shown in a frame that may run nothing and reach nothing. */
export function mailboxPage(
  workspace: string,
  mails: readonly MailRow[],
  { next, mayAnswer }: { readonly next: string | null; readonly mayAnswer: boolean },
): string {
  const sections = mails.map((mail) => mailSection(mail, mayAnswer));
  const list = mails.length === 0 ? '<p>No message yet.</p>' : sections.join('\n');
  const older = next === null ? '' : `<p><a href="/mailbox?cursor=${encodeURIComponent(next)}">Older messages</a></p>`;
  return htmlPage('Mailbox', `<h1>Mailbox of ${escapeHtml(workspace)}</h1>\n${list}\n${older}`);
}

function mailSection(mail: MailRow, mayAnswer: boolean): string {
  const { subject, to, from, at, text, html, channel } = mail;
  if (channel !== undefined) return phoneSection(mail, channel, mayAnswer);
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

const PHONES = { sms: 'SMS', telegram: 'Telegram', push: 'Push', mobile: 'Mobile push' } as const;

/** As the phone of the person would show it. */
function phoneSection(mail: MailRow, channel: keyof typeof PHONES, mayAnswer: boolean): string {
  const { customer, from, at, subject, text, url } = mail;
  const title = subject === '' ? '' : `<strong>${escapeHtml(subject)}</strong>`;
  const opens = url === undefined ? '' : `<p class="soft">Opens ${escapeHtml(url)}</p>`;
  const { segments, encoding } = smsLength(text);
  const size = channel === 'sms' ? `, ${segments} ${segments === 1 ? 'segment' : 'segments'} of ${encoding}` : '';
  return `<section>
<h2>${PHONES[channel]}</h2>
<p class="soft">To ${escapeHtml(customer)}, from ${escapeHtml(from)}, ${minuteText(at)}${size}</p>
<div class="phone ${channel}"><div class="bubble">${title}<p>${escapeHtml(text)}</p>${opens}</div>${buttonsOf(mail, mayAnswer)}</div>
${mayAnswer && (channel === 'sms' || channel === 'telegram') ? replyBox(mail, channel) : ''}
</section>`;
}

/** Pressed as on the phone; one that opens a page is only shown. */
function buttonsOf({ _id, buttons = [], presses = [] }: MailRow, mayAnswer: boolean): string {
  const shown = buttons.map((label, place) => {
    const text = escapeHtml(label);
    if (!mayAnswer || (presses[place] ?? '') === '') return `<span class="button">${text}</span>`;
    return `<form method="post" action="${answersOf(_id)}"><button class="button" name="button" value="${text}">${text}</button></form>`;
  });
  return shown.join('');
}

function replyBox({ _id, customer }: MailRow, channel: 'sms' | 'telegram'): string {
  const [label, example] = [`Reply as ${escapeHtml(customer)}`, channel === 'sms' ? 'STOP, YES, EVET' : '/stop'];
  return `<form class="reply" method="post" action="${answersOf(_id)}">
<input name="text" required maxlength="2000" autocomplete="off" aria-label="${label}" placeholder="${label}: ${example} …">
<button>Send</button>
</form>`;
}

function answersOf(id: string): string {
  return escapeHtml(`/mailbox/${encodeURIComponent(id)}/answers`);
}

function frame(title: string, html: string): string {
  return `<iframe sandbox title="${escapeHtml(title)}" srcdoc="${escapeHtml(html)}"></iframe>`;
}

import type { MailRow } from '../../db/messaging/mailbox.ts';
import { smsLength } from '../../domain/channels/sms-length.ts';
import { escapeHtml, htmlPage } from '../docs/page.ts';
import type { Language } from '../http/language.ts';
import { MAILBOX_WORDS, type MailboxWords } from './mailbox-words.ts';

/** Mails bring their own styles, and frames take over the policy of the page: scripts and remote content stay out. */
export const MAILBOX_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export interface MailboxPage {
  readonly workspace: string;
  readonly mails: readonly MailRow[];
  readonly next: string | null;
  readonly mayAnswer: boolean;
  readonly language: Language;
  /** The language was asked for by name: links and forms of the page go on asking for it. */
  readonly isAsked: boolean;
}

/** What all sections of a page need. */
interface Shown {
  readonly words: MailboxWords;
  readonly mayAnswer: boolean;
  /** For addresses of this page, from `?` on. */
  readonly query: string;
}

/** The mailbox for people. Each mail is shown in a frame that may run nothing and reach nothing. */
export function mailboxPage({ workspace, mails, next, mayAnswer, language, isAsked }: MailboxPage): string {
  const words = MAILBOX_WORDS[language];
  const shown = { words, mayAnswer, query: isAsked ? `?language=${language}` : '' };
  const sections = mails.map((mail) => mailSection(mail, shown));
  const list = mails.length === 0 ? `<p>${escapeHtml(words.empty)}</p>` : sections.join('\n');
  const heading = `<h1>${escapeHtml(words.heading(workspace))}</h1>`;
  return htmlPage(words.title, `${heading}\n${list}\n${next === null ? '' : olderLink(next, shown)}`, language);
}

function olderLink(next: string, { words, query }: Shown): string {
  const address = `/mailbox?cursor=${encodeURIComponent(next)}${query.replace('?', '&')}`;
  return `<p><a href="${escapeHtml(address)}">${escapeHtml(words.older)}</a></p>`;
}

/** Says that an answer was taken, where the page does not lead back by itself. */
export function takenPage(language: Language, mailbox: string): string {
  const { title, taken, back } = MAILBOX_WORDS[language];
  const link = `<a href="${escapeHtml(mailbox)}">${escapeHtml(back)}</a>`;
  return htmlPage(title, `<p>${escapeHtml(taken)} ${link}</p>`, language);
}

function mailSection(mail: MailRow, page: Shown): string {
  const { subject, to, from, at, text, html, channel } = mail;
  if (channel !== undefined) return phoneSection(mail, channel, page);
  const { words } = page;
  const shown = html === '' ? `<pre>${escapeHtml(text)}</pre>` : frame(subject, html);
  const summary = `<summary>${escapeHtml(words.asText)}</summary>`;
  const plain = html === '' || text === '' ? '' : `<details>${summary}<pre>${escapeHtml(text)}</pre></details>`;
  return `<section>
<h2>${escapeHtml(subject)}</h2>
<p class="soft">${escapeHtml(words.about(to, from, at))}</p>
${shown}
${plain}
</section>`;
}

type Phone = NonNullable<MailRow['channel']>;

/** As the phone of the person would show it. */
function phoneSection(mail: MailRow, channel: Phone, page: Shown): string {
  const { customer, from, at, subject, text, url } = mail;
  const { words, mayAnswer } = page;
  const title = subject === '' ? '' : `<strong>${escapeHtml(subject)}</strong>`;
  const opens = url === undefined ? '' : `<p class="soft">${escapeHtml(words.opens(url))}</p>`;
  const size = channel === 'sms' ? `, ${words.size(smsLength(text))}` : '';
  return `<section>
<h2>${escapeHtml(words.phones[channel])}</h2>
<p class="soft">${escapeHtml(words.about(customer, from, at) + size)}</p>
<div class="phone ${channel}"><div class="bubble">${title}<p>${escapeHtml(text)}</p>${opens}</div>${buttonsOf(mail, page)}</div>
${mayAnswer && (channel === 'sms' || channel === 'telegram') ? replyBox(mail, channel, page) : ''}
</section>`;
}

/** Pressed as on the phone; one that opens a page is only shown. */
function buttonsOf({ _id, buttons = [], presses = [] }: MailRow, page: Shown): string {
  const shown = buttons.map((label, place) => {
    const text = escapeHtml(label);
    if (!page.mayAnswer || (presses[place] ?? '') === '') return `<span class="button">${text}</span>`;
    return `<form method="post" action="${answersOf(_id, page)}"><button class="button" name="button" value="${text}">${text}</button></form>`;
  });
  return shown.join('');
}

function replyBox({ _id, customer }: MailRow, channel: 'sms' | 'telegram', page: Shown): string {
  const { words } = page;
  const label = escapeHtml(words.replyAs(customer));
  const example = channel === 'sms' ? words.sms : '/stop';
  return `<form class="reply" method="post" action="${answersOf(_id, page)}">
<input name="text" required maxlength="2000" autocomplete="off" aria-label="${label}" placeholder="${label}: ${example} …">
<button>${escapeHtml(words.send)}</button>
</form>`;
}

function answersOf(id: string, { query }: Shown): string {
  return escapeHtml(`/mailbox/${encodeURIComponent(id)}/answers${query}`);
}

function frame(title: string, html: string): string {
  return `<iframe sandbox title="${escapeHtml(title)}" srcdoc="${escapeHtml(html)}"></iframe>`;
}

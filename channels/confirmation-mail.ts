import type { Purpose } from '../domain/channels/channel.ts';

/** What a confirmation says: by whom it is asked for, and what for. */
export interface ConfirmationWords {
  readonly company: string | null;
  readonly purpose: Purpose;
  /** Of the reader, such as `tr-TR`. */
  readonly language: string;
  /** The page with the button. */
  readonly page: string;
  /** Days until the link leads nowhere. */
  readonly days: number;
}

interface Said {
  readonly subject: string;
  readonly asked: string;
  readonly press: string;
  readonly not: string;
}

function english({ company, purpose, days }: ConfirmationWords): Said {
  const what = purpose === 'marketing' ? 'offers and news' : 'news about orders';
  const by = company === null ? '' : ` from ${company}`;
  return {
    subject: `Please confirm: ${what}${by} by e-mail`,
    asked: `Somebody, and we hope it was you, asked for ${what}${by} by e-mail to this address.`,
    press: 'Yes, I want this',
    not: `If it was not you, do nothing: without your word nothing is sent. The link leads nowhere after ${days} days.`,
  };
}

function turkish({ company, purpose, days }: ConfirmationWords): Said {
  const what = purpose === 'marketing' ? 'fırsat ve haberleri' : 'sipariş haberlerini';
  const by = company === null ? '' : `${company} `;
  return {
    subject: `Lütfen onaylayın: ${company === null ? '' : `${company} `}e-postaları`,
    asked: `Birisi, umarız siz, bu adrese e-posta ile ${by}${what} istedi.`,
    press: 'Evet, istiyorum',
    not: `Siz istemediyseniz bir şey yapmayın: onayınız olmadan hiçbir şey gönderilmez. Bağlantı ${days} gün sonra bir yere çıkmaz.`,
  };
}

/** A mail that asks and sells nothing: it goes to somebody who has not agreed to anything yet. */
export function confirmationMail(words: ConfirmationWords): { subject: string; html: string; text: string } {
  const { subject, asked, press, not } = words.language.toLowerCase().startsWith('tr')
    ? turkish(words)
    : english(words);
  const html = `<p>${escaped(asked)}</p>
<p><a href="${escaped(words.page)}">${escaped(press)}</a></p>
<p>${escaped(not)}</p>`;
  return { subject, html, text: `${asked}\n\n${press}: ${words.page}\n\n${not}\n` };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

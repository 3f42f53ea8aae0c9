import type { MailSettings } from '../domain/policy/mail-settings.ts';
import { wayOut } from '../domain/templates/frame.ts';

export interface Foot {
  readonly sender: Pick<MailSettings, 'company' | 'postalAddress'>;
  /** The page or the address where they say that they want no more. */
  readonly wayOut: string;
  /** Of the mail, such as `tr`. */
  readonly language: string;
}

interface Parts {
  readonly html: string;
  readonly text: string;
}

const STYLE = 'margin:24px 0 0;font-size:13px;line-height:1.5;color:#6b746f';

/** The same mail with what the law wants at its foot, as far as its author has not written it. */
export function withFoot({ html, text }: Parts, { sender, wayOut: out, language }: Foot): Parts {
  const said = [sender.company, sender.postalAddress].filter((part) => part !== null);
  const word = wayOut(language, {}) ?? wayOut('en', {}) ?? '';
  const who = said
    .filter((part) => !html.includes(escaped(part)))
    .map(escaped)
    .join(', ');
  // Either of the two links leads to the same page, which the second one only scrolls.
  const link = html.includes(escaped(out))
    ? ''
    : `<a href="${escaped(out)}" style="color:#6b746f">${escaped(word)}</a>`;
  const plain = [
    ...(said.some((part) => !text.includes(part)) ? [said.join(', ')] : []),
    ...(text.includes(out) ? [] : [`${word}: ${out}`]),
  ];
  return {
    html:
      who === '' && link === ''
        ? html
        : atEnd(html, `<p style="${STYLE}">${[who, link].filter(Boolean).join('<br>')}</p>`),
    text: plain.length === 0 ? text : `${text.trimEnd()}\n\n-- \n${plain.join('\n')}\n`,
  };
}

function atEnd(html: string, foot: string): string {
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? `${html}${foot}` : `${html.slice(0, end)}${foot}${html.slice(end)}`;
}

/** As Liquid escapes what it puts out, so that what stands there already is found. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');
}

import type { MailSource, TemplateDefinition, TemplateFrame } from './template.schema.ts';
import { isMail, type Template, type TemplateSource, type Texts } from './template.ts';

/** The words of the way out, by language. */
const WAY_OUT: ReadonlyMap<string, string> = new Map([
  ['de', 'Abmelden'],
  ['en', 'Unsubscribe'],
  ['es', 'Darse de baja'],
  ['fr', 'Se désinscrire'],
  ['it', 'Annulla iscrizione'],
  ['nl', 'Afmelden'],
  ['pt', 'Cancelar subscrição'],
  ['tr', 'Abonelikten çık'],
]);

export const FRAME_LANGUAGES: readonly string[] = [...WAY_OUT.keys()];

/** @returns `undefined` where nobody has said how the way out is called in this language */
export function wayOut(language: string, { unsubscribe }: Pick<MailSource, 'unsubscribe'>): string | undefined {
  return unsubscribe ?? WAY_OUT.get(language.split('-', 1)[0] ?? '');
}

/** The version that a source makes: each body of a mail is the whole mail. Liquid stays as it is written. */
export function compiledTemplate({ frame, ...source }: TemplateSource): Template {
  return { ...source, variants: source.variants.map((variant) => ({ ...variant, texts: compiled(variant, frame) })) };
}

function compiled(
  { texts }: TemplateDefinition['variants'][number],
  frame: TemplateFrame | undefined,
): Readonly<Record<string, Texts>> {
  return Object.fromEntries(
    Object.entries(texts).map(([language, one]) => [language, isMail(one) ? wholeMail(one, language, frame) : one]),
  );
}

function wholeMail({ unsubscribe, ...mail }: MailSource, language: string, frame: TemplateFrame | undefined): Texts {
  return frame === undefined ? mail : { ...mail, body: framed(mail.body, language, frame, { unsubscribe }) };
}

/**
 * A page as mail programs read it: one column of tables, styles in place, and what they ignore in the head. The dark is
 * a media query; a program that does not know it shows the page in light.
 */
function framed(
  body: string,
  language: string,
  { name, colour, address }: TemplateFrame,
  given: Pick<MailSource, 'unsubscribe'>,
): string {
  const out = escaped(wayOut(language, given) ?? '');
  const foot = address === undefined ? '' : `<p class="soft" style="margin:0 0 8px;${SOFT}">${escaped(address)}</p>\n`;
  const top =
    name === undefined
      ? ''
      : `<tr><td class="name" style="padding:28px 32px 0;font-size:15px;font-weight:600;letter-spacing:.02em;color:${colour}">${escaped(name)}</td></tr>\n`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<style>${styles(colour)}</style>
</head>
<body style="margin:0;padding:0;background:#f4f4f2">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f4f2"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-top:4px solid ${colour};border-radius:6px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.6;color:#23302b">
${top}<tr><td class="words" style="padding:16px 32px 24px">
${body}
</td></tr>
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"><tr><td align="center" style="padding:20px 32px">
${foot}<p class="soft" style="margin:0;${SOFT}"><a class="soft" href="{{ unsubscribe_url }}" style="${SOFT}">${out}</a></p>
</td></tr></table>
</td></tr></table>
</body>
</html>`;
}

const SOFT = 'font-size:13px;line-height:1.5;color:#6b746f';

function styles(colour: string): string {
  return `.words a{color:${colour}}
.words h1{margin:12px 0 4px;font-size:22px;line-height:1.3;font-weight:650}
@media (max-width:600px){.words{padding:12px 20px 20px!important}.name{padding:22px 20px 0!important}}
@media (prefers-color-scheme:dark){body,.page{background:#161a18!important}.card{background:#202623!important;color:#e8ebe9!important}.name,.words a{color:#9fd4c4!important}.soft{color:#9aa39e!important}}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

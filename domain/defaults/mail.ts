/** What a customer without a language that is known, and everybody else who reads no Turkish, reads; and its Turkish. */
interface Both {
  readonly en: string;
  readonly tr: string;
}

/** The attribute `locale` may be a text such as tr-TR or tr_TR, anything else, or nothing. */
const LANGUAGE = '{% assign language = attributes.locale | append: "" | downcase | slice: 0, 2 %}';

/** One text in the language of its reader: English, or Turkish for whoever reads that. */
export function inBoth({ en, tr }: Both): string {
  return `${LANGUAGE}{% if language == "tr" %}${tr}{% else %}${en}{% endif %}`;
}

/** A mail of plain paragraphs in both languages; every one of them ends with the way out. */
export function mail(en: readonly string[], tr: readonly string[]): string {
  return inBoth({
    en: letter(en, '<a href="{{ unsubscribe_url }}">Unsubscribe</a> whenever you like.'),
    tr: letter(tr, 'Dilediğiniz zaman <a href="{{ unsubscribe_url }}">abonelikten çıkabilirsiniz</a>.'),
  });
}

function letter(paragraphs: readonly string[], wayOut: string): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return `${text}\n<p><small>${wayOut}</small></p>`;
}

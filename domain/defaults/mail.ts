/** A mail of plain paragraphs; every one of them ends with the way out. */
export function mail(...paragraphs: readonly string[]): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  return `${text}\n<p><small><a href="{{ unsubscribe_url }}">Unsubscribe</a> whenever you like.</small></p>`;
}

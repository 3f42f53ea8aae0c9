/** What Temporal takes for a summary; longer ones are refused. */
const MOST_BYTES = 200;
const encoder = new TextEncoder();

/** One line for operators, cut to 200 bytes of UTF-8 between characters. */
export function summaryLine(text: string): string {
  if (encoder.encode(text).length <= MOST_BYTES) return text;
  let line = '';
  let bytes = 3;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > MOST_BYTES) break;
    line += character;
  }
  return `${line}…`;
}

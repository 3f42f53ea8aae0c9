/** Temporal takes 400 bytes of JSON for a summary; whatever is longer would fail the workflow task for ever. */
const MOST_BYTES = 200;
const PRINTABLE = /^[ -~]*$/;
const encoder = new TextEncoder();

/** One line for operators, cut between characters to 200 bytes of UTF-8, quotes and escapes of JSON included. */
export function oneLine(text: string): string {
  // Printable ASCII takes at most two bytes a character.
  if (text.length <= MOST_BYTES / 2 - 1 && PRINTABLE.test(text)) return text;
  if (encodedBytes(text) <= MOST_BYTES) return text;
  let line = '';
  for (const character of text) {
    if (encodedBytes(`${line}${character}…`) > MOST_BYTES) break;
    line += character;
  }
  return `${line}…`;
}

function encodedBytes(text: string): number {
  return encoder.encode(JSON.stringify(text)).length;
}

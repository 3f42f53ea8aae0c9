const encoder = new TextEncoder();

/**
 * Bytes of UTF-8 that the words of a notification may have as JSON. Push services take 4,096 bytes, of which encryption takes
 * 103 (RFC 8188, RFC 8291) and the name of the message 53; Firebase takes 4,096 bytes too.
 */
export const MOST_PUSH_BYTES = 3_900;

interface PushWords {
  readonly title: string;
  readonly text: string;
  readonly url?: string;
}

/** Whether push services take it; what is too long would be refused again and again. */
export function fitsPush({ title, text, url }: PushWords): boolean {
  return encoder.encode(JSON.stringify({ title, text, url })).length <= MOST_PUSH_BYTES;
}

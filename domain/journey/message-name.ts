import type { EffectKey } from '../keys.ts';
import { messageHash } from '../sha256.ts';

/**
 * What a message is called outside: `message_id` in its own templates, and what stands before the @ of a mail's
 * Message-ID. It says nothing of the customer, so it may stand in a link.
 */
export function messageName(key: EffectKey): string {
  return messageHash(key);
}

/** The name in what an event says of a message: by itself, or as a Message-ID such as `<name@shop.example>`. */
export function nameIn(said: string): string {
  const [name = ''] = said.trim().replace(/^</, '').split('@');
  return name.toLowerCase();
}

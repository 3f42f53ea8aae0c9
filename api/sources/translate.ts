import type { Reading } from '../../domain/sources/reading.ts';
import { segmentMessage } from '../../domain/sources/segment.ts';
import { shopifyMessage } from '../../domain/sources/shopify.ts';
import type { SourceKind } from '../../domain/sources/source.schema.ts';
import type { Translated } from '../../domain/sources/translated.ts';
import { woocommerceMessage } from '../../domain/sources/woocommerce.ts';
import { bodyHash } from '../../ingest/canonical.ts';

/** Kinds whose messages are in the words of others. */
export type ForeignKind = Exclude<SourceKind, 'api' | 'browser'>;

export function isForeign(kind: SourceKind): kind is ForeignKind {
  return kind !== 'api' && kind !== 'browser';
}

/** What a message comes to. @param topic of a webhook; for others it says nothing */
export function translate(kind: ForeignKind, topic: string, message: unknown, reading: Reading): Translated {
  switch (kind) {
    case 'segment':
      return segmentMessage(message, { ...reading, sentAt: undefined, idFor: (sent) => `sent:${bodyHash(sent)}` });
    case 'shopify':
      return shopifyMessage(topic, message, reading);
    case 'woocommerce':
      return woocommerceMessage(topic, message, reading);
  }
}

import { customerId } from '../../../domain/ids.schema.ts';
import type { Reading } from '../../../domain/sources/reading.ts';
import { USUAL_MAPPING, type SourceMapping } from '../../../domain/sources/source.schema.ts';
import type { SaidMessage, Translated } from '../../../domain/sources/translated.ts';

export const NOW = Date.parse('2026-06-15T12:00:00Z');

export function aReading(mapping: Partial<SourceMapping> = {}, currency = 'GBP', digits = 2): Reading {
  return {
    mapping: { ...USUAL_MAPPING, ...mapping },
    money: { currency, digits },
    now: NOW,
    pseudonym: (text) => customerId.parse(`m-${text.length}-${text.charCodeAt(0)}`),
  };
}

/** What a message says; a test fails where it says nothing. */
export function saidBy(translated: Translated): SaidMessage {
  if (translated.is === 'said') return translated;
  throw new Error(`nothing was said: ${JSON.stringify(translated)}`);
}

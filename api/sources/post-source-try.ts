import type { SaidMessage, Translated } from '../../domain/sources/translated.ts';
import { rowsOf, SOMEBODY } from '../../ingest/sources/rows.ts';
import type { Sending } from '../../ingest/sources/ports.ts';
import { CONTACT_FIELDS } from '../../domain/sources/source.schema.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { checkMapping } from './post-sources.ts';
import { postSourceTryContract } from './post-source-try.contract.ts';
import { unknownSource } from './put-source.ts';
import { readingOf, sendingOf } from './sending.ts';
import { isForeign, translate } from './translate.ts';

const TOPICS = { segment: '', shopify: 'orders/paid', woocommerce: 'order.updated' } as const;
const NOTHING = { customer: null, waitsFor: null, events: [], contact: [], reason: null, path: null, message: null };

export const postSourceTry = endpoint(postSourceTryContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const row = await deps.stores.sources.find(workspace._id, params.id);
  if (row === null) throw unknownSource();
  const { kind } = row;
  if (!isForeign(kind)) {
    throw new ApiProblem('conflict', 'What this source sends is in our own words: there is no mapping to be tried.');
  }
  const mapping = body.mapping ?? row.mapping;
  checkMapping(kind, mapping);
  const sending = sendingOf(workspace, params.id, deps.clock());
  const reading = await readingOf(deps, sending, { mapping });
  return { status: 200, body: shown(translate(kind, body.topic ?? TOPICS[kind], body.message, reading), sending) };
});

function shown(translated: Translated, sending: Sending) {
  switch (translated.is) {
    case 'ignored':
      return { ...NOTHING, is: 'ignored' as const, reason: translated.reason };
    case 'refused':
      return refused(translated);
    case 'said':
      return shownSaid(translated, sending);
  }
}

function refused({
  reason,
  path,
  message,
}: Pick<Extract<Translated, { is: 'refused' }>, 'reason' | 'path' | 'message'>) {
  return { ...NOTHING, is: 'refused' as const, reason, path, message };
}

function shownSaid(message: SaidMessage, sending: Sending) {
  const { whose, events, contact } = message;
  const customer = whose.is === 'customer' ? whose.customer : null;
  const made = rowsOf(message, customer ?? SOMEBODY, sending);
  if ('refused' in made) return refused(made.refused);
  const waitsFor = { customer: null, anonymous: 'identity', buyer: 'order' } as const;
  return {
    ...NOTHING,
    is: 'said' as const,
    customer,
    waitsFor: waitsFor[whose.is],
    events: events.map(({ wire }) => ({ source: sending.source, ...wire })),
    contact: CONTACT_FIELDS.filter((field) => contact[field] !== undefined),
  };
}

import { createHash } from 'node:crypto';
import { consentTo, type ConsentRecord } from '../../db/customers/contact-row.ts';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { getConsentsContract } from './get-consents.contract.ts';

const MOST_SHOWN = 1_000;

export const getConsents = endpoint(getConsentsContract, async ({ params, caller }, { stores, clock }) => {
  const [contact, asked] = await Promise.all([
    stores.contacts.get(caller.workspace, params.id),
    stores.confirmations.of(caller.workspace, params.id),
  ]);
  const words = contact === null ? [] : await stores.consentLedger.all(contact);
  const open = asked.filter(({ confirmedAt, expiresAt }) => confirmedAt === undefined && expiresAt > clock());
  return {
    status: 200,
    body: {
      customer: params.id,
      now: CHANNELS.flatMap((channel) =>
        PURPOSES.map((purpose) => ({ channel, purpose, status: consentTo(contact, channel, purpose) })),
      ),
      pending: open.map(({ channel, purpose, requestedAt, expiresAt, source }) => ({
        channel,
        purpose,
        requestedAt: isoTime(requestedAt),
        expiresAt: isoTime(expiresAt),
        source,
      })),
      ledger: words.slice(0, MOST_SHOWN).map(shown),
    },
  };
});

function shown({ channel, purpose = 'marketing', status, at, source, wording, proof }: ConsentRecord) {
  const by = proof?.by;
  return {
    channel,
    purpose,
    status,
    at: isoTime(at),
    source,
    by: by?.kind ?? ('unknown' as const),
    actor: by === undefined || by.kind === 'customer' ? null : by.id,
    wording: wording ?? null,
    wordingHash: wording === undefined ? null : createHash('sha256').update(wording).digest('hex'),
    version: proof?.version ?? null,
    message: proof?.message ?? null,
    requestedAt: proof?.requestedAt === undefined ? null : isoTime(proof.requestedAt),
    ip: proof?.ip ?? null,
    userAgent: proof?.userAgent ?? null,
  };
}

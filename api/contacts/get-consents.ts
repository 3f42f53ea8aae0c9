import { createHash } from 'node:crypto';
import { consentTo, type ConsentProof, type ConsentRecord } from '../../db/customers/contact-row.ts';
import { CHANNELS, PURPOSES } from '../../domain/channels/channel.ts';
import { isoTime } from '../../domain/time.ts';
import { rolesOf } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import { iysConsentView } from '../iys/iys-view.ts';
import { getConsentsContract } from './get-consents.contract.ts';

const MOST_SHOWN = 1_000;

export const getConsents = endpoint(getConsentsContract, async ({ params, caller }, { stores, clock }) => {
  const [contact, asked, registered] = await Promise.all([
    stores.contacts.get(caller.workspace, params.id),
    stores.confirmations.of(caller.workspace, params.id),
    stores.iysConsents.of(caller.workspace, params.id),
  ]);
  // Where somebody was when they said something is for those who have to prove it.
  const mayTrace = rolesOf(caller.who).includes('operator');
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
      register: registered.map((row) => iysConsentView(row, clock())),
      ledger: words.slice(0, MOST_SHOWN).map((word) => shown(word, mayTrace)),
    },
  };
});

function shown(
  { channel, purpose = 'marketing', status, at, source, wording, proof }: ConsentRecord,
  mayTrace: boolean,
) {
  return {
    channel,
    purpose,
    status,
    at: isoTime(at),
    source,
    wording: wording ?? null,
    wordingHash: wording === undefined ? null : createHash('sha256').update(wording).digest('hex'),
    ...shownProof(proof, mayTrace),
  };
}

function shownProof(proof: ConsentProof | undefined, mayTrace: boolean) {
  if (proof === undefined) {
    return {
      by: 'unknown',
      actor: null,
      version: null,
      message: null,
      requestedAt: null,
      ip: null,
      userAgent: null,
    } as const;
  }
  const { by, version = null, message = null, requestedAt, ip = null, userAgent = null } = proof;
  return {
    by: by.kind,
    actor: by.kind === 'customer' ? null : by.id,
    version,
    message,
    requestedAt: requestedAt === undefined ? null : isoTime(requestedAt),
    ip: mayTrace ? ip : null,
    userAgent: mayTrace ? userAgent : null,
  };
}

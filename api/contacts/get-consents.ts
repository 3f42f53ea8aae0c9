import { createHash } from 'node:crypto';
import {
  consentTo,
  type ConsentProof,
  type ConsentRecord,
  type ContactRow,
  type ReplyProof,
} from '../../db/customers/contact-row.ts';
import { CHANNELS, PURPOSES, type Channel } from '../../domain/channels/channel.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { standingWith } from '../../ingest/questions.ts';
import type { ApiDeps } from '../deps.ts';
import { rolesOf } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import { iysConsentView } from '../iys/iys-view.ts';
import { getConsentsContract } from './get-consents.contract.ts';

const MOST_SHOWN = 1_000;

export const getConsents = endpoint(getConsentsContract, async ({ params, caller }, deps) => {
  const { stores, clock } = deps;
  const [contact, asked, registered] = await Promise.all([
    stores.contacts.get(caller.workspace, params.id),
    stores.confirmations.of(caller.workspace, params.id),
    stores.iysConsents.of(caller.workspace, params.id),
  ]);
  // Where somebody was when they said something is for those who have to prove it.
  const mayTrace = rolesOf(caller.who).includes('operator');
  const words = contact === null ? [] : await stores.consentLedger.all(contact);
  const open = asked.filter((row) => standingWith(row, contact, clock()) === 'open');
  return {
    status: 200,
    body: {
      customer: params.id,
      now: CHANNELS.flatMap((channel) =>
        PURPOSES.map((purpose) => ({ channel, purpose, status: consentTo(contact, channel, purpose) })),
      ),
      channels: await Promise.all(CHANNELS.map((channel) => whereOf(deps, caller.workspace, contact, channel))),
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

async function whereOf(
  { stores, links }: Pick<ApiDeps, 'stores' | 'links'>,
  workspace: WorkspaceId,
  contact: ContactRow | null,
  channel: Channel,
) {
  const address = contact?.addresses[channel];
  const refused = contact?.unreachable?.[channel];
  if (address === undefined) return { channel, hasAddress: false, refused: null, suppressed: null };
  const found = await stores.suppressions.find(await links.hashed(workspace, channel, address));
  return {
    channel,
    hasAddress: true,
    refused: refused?.address === address ? { reason: refused.reason, at: isoTime(refused.at) } : null,
    suppressed: found && { reason: found.reason, since: isoTime(found.at) },
  };
}

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
      reply: null,
    } as const;
  }
  const { by, version = null, message = null, requestedAt, ip = null, userAgent = null, reply } = proof;
  return {
    by: by.kind,
    actor: by.kind === 'customer' ? null : by.id,
    version,
    message,
    requestedAt: requestedAt === undefined ? null : isoTime(requestedAt),
    ip: mayTrace ? ip : null,
    userAgent: mayTrace ? userAgent : null,
    reply: reply === undefined ? null : shownReply(reply),
  };
}

function shownReply({ question, sentAs, word, id }: ReplyProof) {
  return { question, sentAs: sentAs ?? null, word, id };
}

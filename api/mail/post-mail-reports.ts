import type { Readable } from 'node:stream';
import type { Report } from '../../channels/report.ts';
import { consentSaid, saidNow } from '../../db/customers/contact-row.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { MessageScope } from '../../links/preference-token.ts';
import { changeContact, toldOf } from '../../ingest/contact.ts';
import { contactPorts } from '../contacts/contact.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { isErased } from '../preferences/preferences.ts';
import { ApiProblem } from '../http/problem.ts';
import { postMailReportsContract } from './post-mail-reports.contract.ts';

type Result = 'suppressed' | 'counted' | 'withdrawn' | 'noted' | 'unknown' | 'ignored';

/** Bounces give back the whole message, and some add a picture of their own. */
const MOST_BYTES = 5 * 1024 * 1024;

export const postMailReports = endpoint(postMailReportsContract, async ({ body, caller }, deps) => {
  const mail = await bytesOf(body);
  const report = await deps.readReport(mail);
  const result = report === null ? 'ignored' : await take(deps, await hereOf(deps, caller), report);
  return { status: 200, body: { result } };
});

async function take(deps: ApiDeps, here: Here, report: Report): Promise<Result> {
  const scope = await scopeOf(deps, report);
  // A key speaks for its own workspace only, whatever mail it has got hold of.
  if (scope === undefined || scope.workspace !== here.workspace._id) return 'unknown';
  if (await isErased(deps, scope)) return await fromErased(deps, here, scope, report);
  return report.kind === 'complaint'
    ? await complained(deps, here, scope, report)
    : await bounced(deps, here, scope, report);
}

/** Of whoever was erased only the address may still be suppressed, where the report itself names it. */
async function fromErased(
  deps: ApiDeps,
  { workspace }: Here,
  { channel, message }: MessageScope,
  report: Report,
): Promise<Result> {
  if (report.kind === 'complaint' || report.recipient === null) return 'unknown';
  return (await isOverWith(deps, workspace, channel, report.recipient, report, message)) ? 'suppressed' : 'counted';
}

/** The message that a report is about, by what nobody can make up. */
async function scopeOf({ links, stores }: ApiDeps, report: Report): Promise<MessageScope | undefined> {
  for (const page of report.wayOut) {
    const scope = await links.scopeOf(/\/u\/([\w-]+)/.exec(page)?.[1] ?? '');
    if (scope !== undefined) return scope;
  }
  for (const path of report.returnPaths) {
    const message = await links.messageOf(path);
    const sent = message === undefined ? null : await stores.sentMessages.find(message);
    if (message === undefined || sent === null) continue;
    return { workspace: sent.workspace, customer: sent.customer, channel: 'email', purpose: 'marketing', message };
  }
  return undefined;
}

async function complained(
  deps: ApiDeps,
  { workspace, now }: Here,
  { customer, channel, purpose, message }: MessageScope,
  { feedback }: Extract<Report, { kind: 'complaint' }>,
): Promise<Result> {
  const contact = await deps.stores.contacts.get(workspace._id, customer);
  if (consentSaid(contact, channel, purpose) !== 'withdrawn') {
    const proof = { by: { kind: 'customer' as const }, message };
    const word = {
      channel,
      purpose,
      status: 'withdrawn' as const,
      at: saidNow(contact, channel, now),
      source: 'complaint',
      proof,
    };
    await changeContact(contactPorts(deps), workspace, customer, { consents: [word] });
  }
  const told = { sign: 'complaint', message, facts: { channel, purpose, feedback }, once: 'complaint' } as const;
  await deps.ingest.acceptMessageSign(workspace, customer, told);
  return 'withdrawn';
}

async function bounced(
  deps: ApiDeps,
  { workspace }: Here,
  { customer, channel, message }: MessageScope,
  report: Extract<Report, { kind: 'bounce' }>,
): Promise<Result> {
  const { stores, ingest, clock } = deps;
  const contact = await stores.contacts.get(workspace._id, customer);
  const address = report.recipient ?? contact?.addresses[channel] ?? null;
  const isOver = address !== null && (await isOverWith(deps, workspace, channel, address, report, message));
  const facts = { channel, is: report.is, ...(report.status === '' ? {} : { status: report.status }) };
  await ingest.acceptMessageSign(workspace, customer, { sign: 'bounce', message, facts, once: report.is });
  if (!isOver) return report.is === 'soft' ? 'counted' : 'noted';
  const own = contact?.addresses[channel];
  if (own !== undefined && own.toLowerCase() === address.toLowerCase()) {
    const reason = `bounced${report.status === '' ? '' : ` (${report.status})`}`;
    const refused = { address: own, at: clock(), reason };
    const row = await stores.contacts.noteUnreachable(workspace._id, customer, channel, refused);
    const named = { timezone: false, addresses: [channel], consents: [] };
    if (row !== null) await ingest.acceptProfile(workspace, customer, toldOf(row, named));
  }
  return 'suppressed';
}

/** Suppresses the address where this bounce is the last one that it takes. */
async function isOverWith(
  { stores, links, clock }: ApiDeps,
  { _id }: WorkspaceRow,
  channel: string,
  address: string,
  { is }: Extract<Report, { kind: 'bounce' }>,
  message: string,
): Promise<boolean> {
  const hashed = await links.hashed(_id, channel, address);
  if (is === 'hard') {
    await stores.suppressions.suppress(hashed, { reason: 'bounce', at: clock() });
    return true;
  }
  return is === 'soft' && (await stores.suppressions.noteSoft(hashed, message, clock()));
}

async function bytesOf(body: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new ApiProblem('too-large', `A mail has at most ${MOST_BYTES / 1024 / 1024} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

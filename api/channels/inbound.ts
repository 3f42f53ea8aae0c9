import type { Readable } from 'node:stream';
import type { InboundPorts } from '../../ingest/inbound.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem } from '../http/problem.ts';

/** What a provider sends is smaller. */
const MOST_BYTES = 64 * 1_024;

/** @throws ApiProblem where it is longer than anything a provider sends */
export async function bodyText(body: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MOST_BYTES) throw new ApiProblem('too-large', 'A provider sends at most 64 KB.');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** @returns `null` where it is no JSON */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function inboundPorts({ stores, ingest, links, clock }: ApiDeps): InboundPorts {
  const { contacts, telegramLinks, confirmations } = stores;
  return { contacts, links: telegramLinks, confirmations, addressHash: links, ingest, now: clock };
}

/** The same reply whether there is no such workspace, no such channel, or the sign is wrong: nobody learns which. */
export function notFromProvider(): ApiProblem {
  return new ApiProblem('forbidden', 'Only the provider of the channel may send here, with its signature.');
}

/** @throws ApiProblem where there is none */
export async function workspaceCalled({ stores }: ApiDeps, id: string): Promise<WorkspaceRow> {
  const read = readShape(workspaceId, id);
  const row = 'value' in read ? await stores.workspaces.find(read.value) : null;
  if (row === null) throw notFromProvider();
  return row;
}

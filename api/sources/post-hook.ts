import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isSame } from '../../db/seal.ts';
import { sourceKey, type SourceRow } from '../../db/sources/sources.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { postHookContract } from './post-hook.contract.ts';
import { isSigned } from './secret.ts';
import { shownTaken } from './segment.ts';
import { readingOf, sendingOf, take } from './sending.ts';
import { translate } from './translate.ts';

const HEADERS = {
  shopify: { topic: 'x-shopify-topic', signature: 'x-shopify-hmac-sha256' },
  woocommerce: { topic: 'x-wc-webhook-topic', signature: 'x-wc-webhook-signature' },
} as const;

/** What WooCommerce sends when somebody saves a webhook; it is not signed, and says nothing. */
const PING = /^webhook_id=\d{1,12}$/;

export const postHook = endpoint(postHookContract, async ({ params, body, headers }, deps) => {
  const [workspace, row] = await Promise.all([
    deps.stores.workspaces.glance(params.workspace),
    deps.stores.sources.glance(params.workspace, params.id),
  ]);
  if (workspace === null || row === null || !isSigned(row.kind)) throw notSigned();
  if (row.kind === 'woocommerce' && PING.test(body.toString('latin1', 0, 64))) {
    return { status: 200, body: { results: [] } };
  }
  const names = HEADERS[row.kind];
  const sending = sendingOf(workspace, params.id, deps.clock());
  if (!isSignedBy(deps, row, body, headerIn(headers, names.signature))) {
    await noteWrongSignature(deps, workspace, row);
    throw notSigned();
  }
  const reading = await readingOf(deps, sending, row);
  const message = translate(row.kind, headerIn(headers, names.topic), jsonIn(body), reading);
  const taken = await take(deps, sending, [message]);
  return { status: 200, body: { results: taken.map(shownTaken) } };
});

function headerIn(headers: IncomingHttpHeaders, name: string): string {
  const value = new Map(Object.entries(headers)).get(name);
  return typeof value === 'string' ? value : '';
}

function isSignedBy({ seals }: ApiDeps, row: SourceRow, body: Buffer, signature: string): boolean {
  if (row.secret === undefined || seals === undefined) return false;
  const secret = seals.open(row.secret, sourceKey(row.workspace, row.source));
  return isSame(createHmac('sha256', secret).update(body).digest('base64'), signature);
}

/** Somebody has changed one of the two secrets, or tries something out: whoever looks at the source should see it. */
async function noteWrongSignature(deps: ApiDeps, workspace: WorkspaceRow, { source }: SourceRow): Promise<void> {
  const message = 'the signature is not right: does the shop sign with the secret that is kept here?';
  const refused = { is: 'refused', id: null, reason: 'signature', path: '', message } as const;
  await take(deps, sendingOf(workspace, source, deps.clock()), [refused]);
}

/** `undefined` for what is no JSON, which is then refused as anything else is that is no object. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The same for all reasons, so that nobody learns which sources there are. */
function notSigned(): ApiProblem {
  return new ApiProblem('unauthorized', 'There is no such source, or its secret did not sign this body.');
}

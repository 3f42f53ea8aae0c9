import { randomBytes } from 'node:crypto';
import { sourceKey } from '../../db/sources/sources.ts';
import type { SourceId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { SourceKind } from '../../domain/sources/source.schema.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';

const BYTES = 32;

/** Whether sources of a kind sign what they send. */
export function isSigned(kind: SourceKind): kind is 'shopify' | 'woocommerce' {
  return kind === 'shopify' || kind === 'woocommerce';
}

/** What a new source of a shop signs with. @throws ApiProblem where Shopify's is not given, or one is that nobody signs with */
export function secretFor(kind: SourceKind, given: string | undefined): string | undefined {
  if (isSigned(kind)) {
    if (given !== undefined) return given;
    if (kind === 'woocommerce') return randomBytes(BYTES).toString('base64url');
    const message =
      'this field is missing: Shopify shows it under Settings, Notifications, Webhooks, or as the secret of your app';
    throw invalidInput('body', [{ code: 'missing', path: 'secret', message }]);
  }
  if (given === undefined) return undefined;
  const message = `sources of the kind ${kind} sign nothing; leave it out`;
  throw invalidInput('body', [{ code: 'malformed', path: 'secret', message }]);
}

/** @throws ApiProblem where nothing can be sealed here */
export function sealed(
  { seals }: Pick<ApiDeps, 'seals'>,
  workspace: WorkspaceId,
  source: SourceId,
  secret: string,
): string {
  return sealedFor({ seals }, sourceKey(workspace, source), secret);
}

/** @param about see `Seals` @throws ApiProblem where nothing can be sealed here */
export function sealedFor({ seals }: Pick<ApiDeps, 'seals'>, about: string, secret: string): string {
  if (seals) return seals.seal(secret, about);
  throw new ApiProblem(
    'conflict',
    'Secrets cannot be kept yet: set SECRETS_KEY to 32 bytes in base64, such as `openssl rand -base64 32` makes, and start again.',
  );
}

import type { Request } from 'express';
import type { KeyRow, KeyStore } from '../../db/workspaces/keys.ts';
import { SCOPES, type Scope } from '../../domain/scopes.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import type { Contract } from './contract.ts';
import { basicPasswordOf, bearerOf } from '../keys/credentials.ts';
import { hashesMatch, keyHash, keyIdOf } from '../keys/key.ts';
import type { WrongKeys } from './limits.ts';
import { ApiProblem, workspaceGone } from './problem.ts';

/** Whose key it is, on a call within one workspace. */
export interface Caller {
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly scopes: readonly Scope[];
}

/** The same on a call about workspaces as a whole: the key of the installation outlives its own workspace. */
export type KeyHolder = Pick<KeyRow, 'workspace' | 'scopes'> & Pick<Caller, 'key'>;

/** A removed key is dead everywhere after at most this long. */
const REMEMBERED = 5 * SECOND;
const MOST_REMEMBERED = 10_000;

export interface KeyRing {
  /** @returns whose key this is; `undefined` for a key that nobody has */
  readonly callerOf: (key: string | undefined) => Promise<KeyHolder | undefined>;
  /** Takes effect in this process at once. */
  readonly forget: (id: string) => void;
  /** The same for all keys of a workspace. */
  readonly forgetAll: (workspace: WorkspaceId) => void;
}

/** Looks keys up by id and compares hashes in constant time; keeps what it found for at most five seconds. */
export function createKeyRing(keys: Pick<KeyStore, 'find'>, clock: () => Instant): KeyRing {
  const known = new Map<string, { readonly row: KeyRow | null; readonly until: Instant }>();

  async function rowOf(id: string): Promise<KeyRow | null> {
    const found = known.get(id);
    if (found && found.until > clock()) return found.row;
    const until = clock() + REMEMBERED;
    const row = await keys.find(id);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(id, { row, until });
    return row;
  }

  return {
    async callerOf(key) {
      const id = key === undefined ? undefined : keyIdOf(key);
      if (key === undefined || id === undefined) return undefined;
      const row = await rowOf(id);
      if (row === null || !hashesMatch(row.hash, keyHash(key))) return undefined;
      return { key: row._id, workspace: row.workspace, scopes: row.scopes };
    },
    forget: (id) => known.delete(id),
    forgetAll(workspace) {
      for (const [id, { row }] of known) if (row?.workspace === workspace) known.delete(id);
    },
  };
}

export function allows(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
}

/**
 * Lets a request in, or not. Missing, malformed and unknown keys get the same answer.
 * @throws ApiProblem 401, 403 or 429
 */
export async function admit(
  request: Request,
  contract: Contract,
  ring: KeyRing,
  wrongKeys: WrongKeys,
): Promise<KeyHolder | undefined> {
  if (contract.scope === 'public') return undefined;
  const address = request.ip ?? '';
  await wrongKeys.admit(address);
  const { authorization } = request.headers;
  const key = bearerOf(authorization) ?? (contract.browser ? basicPasswordOf(authorization) : undefined);
  const caller = await ring.callerOf(key);
  if (caller === undefined) {
    if (authorization !== undefined) await wrongKeys.note(address);
    throw unauthorized(contract);
  }
  if (!allows(caller.scopes, contract.scope)) throw notAllowed(contract.scope);
  if (caller.workspace === null && contract.scope !== 'installation') throw workspaceGone();
  return caller;
}

function notAllowed(scope: Scope): ApiProblem {
  const which =
    scope === 'installation' ? ': the first key, which is ADMIN_KEY or was shown once at the first start' : '';
  return new ApiProblem('forbidden', `This call needs a key with the scope "${scope}"${which}.`, {
    problems: [{ code: 'scope', path: '', message: scope }],
  });
}

function unauthorized(contract: Contract): ApiProblem {
  const scheme = contract.browser ? 'Basic realm="Sojourn: the key is the password", charset="UTF-8"' : 'Bearer';
  return new ApiProblem('unauthorized', 'Send a valid key: Authorization: Bearer <key>.', {
    headers: { 'WWW-Authenticate': scheme },
  });
}

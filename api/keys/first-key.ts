import type { KeyRow } from '../../db/workspaces/keys.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { keyHash, keyIdOf } from './key.ts';
import { ApiProblem } from '../http/problem.ts';
import { ADMIN_SCOPES, createWorkspace, newKey, type NewKey, type WorkspaceInput } from '../workspaces/workspace.ts';

type Wanted = Pick<ApiDeps, 'stores' | 'clock'>;

/** What the key of the installation may do: all, in its own workspace too. */
const FIRST_SCOPES = [...ADMIN_SCOPES, 'installation'] as const;

export interface FirstKey {
  /** The workspace that the key belongs to; `null` where it was deleted. */
  readonly workspace: WorkspaceId | null;
  /** Whether the workspace was made just now. */
  readonly created: boolean;
  /** The key; left out where it was made at an earlier start, since only its hash is kept. */
  readonly key?: string;
}

/**
 * Makes sure that there is a first workspace, unless it was deleted, and a key of the installation, which is an admin
 * of that workspace. A given key is the only one of the installation: it takes that role from any other. Safe to run
 * in several processes at once.
 * @param adminKey at least 24 printable characters
 */
export async function ensureFirstKey(deps: Wanted, input: WorkspaceInput, adminKey?: string): Promise<FirstKey> {
  if ((await deps.stores.workspaces.find(input.id)) === null) {
    try {
      const { key } = await createWorkspace(deps, input, await firstKey(deps, input.id, adminKey));
      if (adminKey !== undefined) await bindGivenKey(deps, input.id, adminKey);
      return { workspace: input.id, created: true, key };
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'taken')) throw error;
    }
  }
  return adminKey === undefined ? await keepFirstKey(deps, input.id) : await bindGivenKey(deps, input.id, adminKey);
}

async function firstKey({ stores, clock }: Wanted, workspace: WorkspaceId, adminKey: string | undefined) {
  if (adminKey !== undefined) return givenKey(workspace, adminKey, clock());
  // Where the first workspace is another one than at the start before, the installation keeps its key.
  return newKey(workspace, (await stores.keys.installation()) ? ADMIN_SCOPES : FIRST_SCOPES, clock());
}

/** Stores of earlier versions do not know which key is the installation's: it is the first one that was made. */
async function keepFirstKey(deps: Wanted, id: WorkspaceId): Promise<FirstKey> {
  const { keys, workspaces } = deps.stores;
  const kept = await keys.installation();
  if (kept) return { workspace: kept.workspace, created: false };
  const workspace = await workspaces.find(id);
  const first = workspace && (await keys.firstOf(workspace));
  if (first) {
    await keys.promote(first._id);
    return { workspace: id, created: false };
  }
  const { row, key } = newKey(workspace && id, FIRST_SCOPES, deps.clock());
  await keys.insert(row);
  return { workspace: row.workspace, created: false, key };
}

async function bindGivenKey({ stores, clock }: Wanted, id: WorkspaceId, adminKey: string): Promise<FirstKey> {
  const { keys, workspaces } = stores;
  const workspace = (await workspaces.find(id)) && id;
  const { row } = givenKey(workspace, adminKey, clock());
  await keys.insert(row);
  await keys.promoteOnly(row._id);
  const bound = await keys.find(row._id);
  return { workspace: bound === null ? workspace : bound.workspace, created: false, key: adminKey };
}

function givenKey(workspace: WorkspaceId | null, key: string, now: Instant): NewKey {
  const id = keyIdOf(key);
  if (id === undefined) throw new Error('ADMIN_KEY must be 24 to 200 printable ASCII characters without spaces.');
  const row: KeyRow = { _id: id, workspace, hash: keyHash(key), scopes: FIRST_SCOPES, createdAt: now, given: true };
  return { row, key };
}

import type { KeyRow } from '../db/keys.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { ApiDeps } from './deps.ts';
import { keyHash, keyIdOf } from './key.ts';
import { ApiProblem } from './problem.ts';
import { ADMIN_SCOPES, createWorkspace, newKey, type NewKey, type WorkspaceInput } from './workspace.ts';

type Wanted = Pick<ApiDeps, 'stores' | 'clock'>;

/** What the key of the installation may do: all, in its own workspace too. */
const FIRST_SCOPES = [...ADMIN_SCOPES, 'installation'] as const;

export interface FirstKey {
  /** The workspace that the key belongs to. */
  readonly workspace: WorkspaceId;
  /** Whether the workspace was made just now. */
  readonly created: boolean;
  /** The key; left out where it was made at an earlier start, since only its hash is kept. */
  readonly key?: string;
}

/**
 * Makes sure that there is a first workspace, and a key of the installation, which is an admin of that workspace. A
 * given key is the only one of the installation: it takes that role from any other. Safe to run in several processes
 * at once.
 * @param adminKey at least 24 printable characters
 */
export async function ensureFirstKey(deps: Wanted, input: WorkspaceInput, adminKey?: string): Promise<FirstKey> {
  if ((await deps.stores.workspaces.find(input.id)) === null) {
    try {
      const { key } = await createWorkspace(deps, input, firstKey(input.id, adminKey, deps.clock()));
      if (adminKey !== undefined) await bindGivenKey(deps, input.id, adminKey);
      return { workspace: input.id, created: true, key };
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'taken')) throw error;
    }
  }
  return adminKey === undefined ? await keepFirstKey(deps, input.id) : await bindGivenKey(deps, input.id, adminKey);
}

function firstKey(workspace: WorkspaceId, adminKey: string | undefined, now: Instant): NewKey {
  return adminKey === undefined ? newKey(workspace, FIRST_SCOPES, now) : givenKey(workspace, adminKey, now);
}

/** Stores of earlier versions do not know which key is the installation's: it is the first one that was made. */
async function keepFirstKey(deps: Wanted, id: WorkspaceId): Promise<FirstKey> {
  const { keys, workspaces } = deps.stores;
  if (await keys.installation()) return { workspace: id, created: false };
  const workspace = await workspaces.find(id);
  const first = workspace && (await keys.firstOf(workspace));
  if (first) {
    await keys.promote(first._id);
    return { workspace: id, created: false };
  }
  const { row, key } = newKey(id, FIRST_SCOPES, deps.clock());
  await keys.insert(row);
  return { workspace: id, created: false, key };
}

async function bindGivenKey(deps: Wanted, workspace: WorkspaceId, adminKey: string): Promise<FirstKey> {
  const { keys } = deps.stores;
  const { row } = givenKey(workspace, adminKey, deps.clock());
  await keys.insert(row);
  await keys.promoteOnly(row._id);
  const bound = await keys.find(row._id);
  return { workspace: bound?.workspace ?? workspace, created: false, key: adminKey };
}

function givenKey(workspace: WorkspaceId, key: string, now: Instant): NewKey {
  const id = keyIdOf(key);
  if (id === undefined) throw new Error('ADMIN_KEY must be 24 to 200 printable ASCII characters without spaces.');
  const row: KeyRow = { _id: id, workspace, hash: keyHash(key), scopes: FIRST_SCOPES, createdAt: now, given: true };
  return { row, key };
}

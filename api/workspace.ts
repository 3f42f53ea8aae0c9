import type { KeyRow, Scope } from '../db/keys.ts';
import { draftRow } from '../db/journeys.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import { minorDigits } from '../domain/currency.ts';
import { DEFAULT_JOURNEYS } from '../domain/default-journeys.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition.schema.ts';
import { parseJourney } from '../domain/journey/parse.schema.ts';
import { publishJourney, startingPlaybook, type Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import type { ApiDeps } from './deps.ts';
import { keyHash, keyIdOf, mintKey } from './key.ts';
import { ApiProblem } from './problem.ts';

export interface WorkspaceInput {
  readonly id: WorkspaceId;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone. */
  readonly timezone: string;
  /** Where its time stands still; left out: it lives in real time. */
  readonly testClock?: Instant | undefined;
  /** Minor units, ascending; left out: money has no score yet. */
  readonly monetaryAmounts?: readonly number[] | undefined;
}

export interface CreatedWorkspace {
  readonly id: WorkspaceId;
  /** How many digits the minor units of its currency take. */
  readonly minorDigits: number;
  /** Shown once. */
  readonly key: string;
}

type Wanted = Pick<ApiDeps, 'stores' | 'clock'>;

const ALL_SCOPES: readonly Scope[] = ['ingest', 'marketer', 'operator', 'admin'];

/**
 * A workspace with its first playbook, in which every default journey is live, and a key with all scopes.
 * @param givenKey fixes that key; left out, one is made
 * @throws ApiProblem `taken` where the id is; `invalid` where there is no such currency
 */
export async function createWorkspace(
  deps: Wanted,
  input: WorkspaceInput,
  givenKey?: string,
): Promise<CreatedWorkspace> {
  const digits = minorDigits(input.currency);
  if (digits === undefined) {
    throw new ApiProblem('invalid', `ISO 4217 has no currency "${input.currency}" with minor units.`);
  }
  const now = deps.clock();
  const definitions = defaultJourneys();
  const { row, key } = givenKey === undefined ? newKey(input.id, ALL_SCOPES, now) : keyGiven(input.id, givenKey, now);
  const workspace: WorkspaceRow = {
    _id: input.id,
    currency: input.currency,
    digits,
    timezone: input.timezone,
    playbook: 1,
    createdAt: now,
    ...(input.testClock === undefined ? {} : { clock: input.testClock }),
  };
  const created = await deps.stores.workspaces.create({
    workspace,
    playbook: firstPlaybook(definitions, input),
    drafts: definitions.map((definition) => draftRow(input.id, definition, now)),
    key: row,
  });
  if (!created) throw new ApiProblem('taken', `There is a workspace "${input.id}" already; choose another id.`);
  return { id: input.id, minorDigits: digits, key };
}

export interface FirstKey {
  /** The workspace that the key belongs to. */
  readonly workspace: WorkspaceId;
  /** Whether the workspace was made just now. */
  readonly created: boolean;
  /** The key; left out where it was made at an earlier start, since only its hash is kept. */
  readonly key?: string;
}

/**
 * Makes sure that a workspace exists and that a key with all scopes is bound to it. A given key that changes ends the
 * one given before. Safe to run in several processes at once.
 * @param adminKey at least 24 printable characters
 */
export async function ensureFirstKey(deps: Wanted, input: WorkspaceInput, adminKey?: string): Promise<FirstKey> {
  const { keys, workspaces } = deps.stores;
  if ((await workspaces.find(input.id)) === null) {
    try {
      const { key } = await createWorkspace(deps, input, adminKey);
      return { workspace: input.id, created: true, key };
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'taken')) throw error;
    }
  }
  if (adminKey !== undefined) return await bindGivenKey(deps, input.id, adminKey);
  if (await keys.hasAdmin(input.id)) return { workspace: input.id, created: false };
  const { row, key } = newKey(input.id, ALL_SCOPES, deps.clock());
  await keys.insert(row);
  return { workspace: input.id, created: false, key };
}

async function bindGivenKey(deps: Wanted, workspace: WorkspaceId, adminKey: string): Promise<FirstKey> {
  const { keys } = deps.stores;
  const { row } = keyGiven(workspace, adminKey, deps.clock());
  await keys.insert(row);
  await keys.removeGivenExcept(row._id);
  const bound = await keys.find(row._id);
  return { workspace: bound?.workspace ?? workspace, created: false, key: adminKey };
}

/** A new key for a workspace, and the row to store for it. */
export function newKey(workspace: WorkspaceId, scopes: readonly Scope[], now: Instant) {
  const { id, key } = mintKey();
  const row: KeyRow = { _id: id, workspace, hash: keyHash(key), scopes, createdAt: now };
  return { row, key };
}

function keyGiven(workspace: WorkspaceId, key: string, now: Instant) {
  const id = keyIdOf(key);
  if (id === undefined) throw new Error('ADMIN_KEY must be 24 to 200 printable ASCII characters without spaces.');
  const row: KeyRow = { _id: id, workspace, hash: keyHash(key), scopes: ALL_SCOPES, createdAt: now, given: true };
  return { row, key };
}

function defaultJourneys(): readonly JourneyDefinition[] {
  return DEFAULT_JOURNEYS.map((input) => {
    const parsed = parseJourney(input);
    if ('problems' in parsed) throw new Error(`The default journey ${input.id} is not publishable.`);
    return parsed.definition;
  });
}

/** All of it is one version: nobody has ever lived under a playbook with only some of the journeys. */
function firstPlaybook(definitions: readonly JourneyDefinition[], input: WorkspaceInput): Playbook {
  const { monetaryAmounts = null, timezone } = input;
  return { ...definitions.reduce(publishJourney, startingPlaybook(monetaryAmounts, timezone)), version: 1 };
}

import type { KeyRow } from '../../db/workspaces/keys.ts';
import { draftRow, type DraftRow } from '../../db/playbook/drafts.ts';
import type { Scope, WorkspaceScope } from '../../domain/scopes.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { minorDigits } from '../../domain/currency.ts';
import { defaultParts, defaultPlaybook, type DefaultParts } from '../../domain/defaults/playbook.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { keyHash, mintKey } from '../keys/key.ts';
import { ApiProblem } from '../http/problem.ts';

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
  /** False: it starts without a loyalty programme. */
  readonly loyalty?: boolean | undefined;
}

export interface CreatedWorkspace {
  readonly id: WorkspaceId;
  /** How many digits the minor units of its currency take. */
  readonly minorDigits: number;
  /** Shown once. */
  readonly key: string;
}

type Wanted = Pick<ApiDeps, 'stores' | 'clock'>;

/** Whatever can be done within a workspace. */
export const ADMIN_SCOPES: readonly WorkspaceScope[] = ['ingest', 'marketer', 'operator', 'admin'];

/** A key that nobody else has seen yet, and the row to store for it. */
export interface NewKey {
  readonly row: KeyRow;
  readonly key: string;
}

/**
 * A workspace with its first playbook, in which a loyalty programme and every default journey are live, and a key.
 * @param first its key; left out, one is made that may do all that can be done within the workspace
 * @throws ApiProblem `taken` where the id is; `invalid` where there is no such currency
 */
export async function createWorkspace(deps: Wanted, input: WorkspaceInput, first?: NewKey): Promise<CreatedWorkspace> {
  const digits = minorDigits(input.currency);
  if (digits === undefined) {
    throw new ApiProblem('invalid', `ISO 4217 has no currency "${input.currency}" with minor units.`);
  }
  const now = deps.clock();
  const { loyalty = true } = input;
  const { row, key } = first ?? newKey(input.id, ADMIN_SCOPES, now);
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
    playbook: defaultPlaybook({
      monetaryAmounts: input.monetaryAmounts ?? null,
      timezone: input.timezone,
      digits,
      since: input.testClock ?? now,
      loyalty,
    }),
    drafts: firstDrafts(input.id, defaultParts({ digits, loyalty }), now),
    key: row,
  });
  switch (created) {
    case 'created':
      return { id: input.id, minorDigits: digits, key };
    case 'taken':
      throw new ApiProblem(
        'taken',
        `There is a workspace "${input.id}" already; choose another id, or make a key for it with POST /v1/workspaces/${input.id}/keys.`,
      );
    case 'deleted':
      throw new ApiProblem(
        'taken',
        `The workspace "${input.id}" was deleted, and its id is not used again; choose another.`,
      );
  }
}

export function newKey(workspace: WorkspaceId | null, scopes: readonly Scope[], now: Instant): NewKey {
  const { id, key } = mintKey();
  return { row: { _id: id, workspace, hash: keyHash(key), scopes, createdAt: now }, key };
}

/** Stores a new key of a workspace, and tells it for the only time. */
export async function makeKey({ stores, clock }: Wanted, workspace: WorkspaceId, wanted: readonly WorkspaceScope[]) {
  const scopes = [...new Set(wanted)];
  for (;;) {
    const { row, key } = newKey(workspace, scopes, clock());
    if (await stores.keys.insert(row)) return { id: row._id, key, scopes };
  }
}

/** Each part as its author would have saved it, so that it can be changed in the pages. */
function firstDrafts(
  workspace: WorkspaceId,
  { programme, templates, journeys }: DefaultParts,
  now: Instant,
): readonly DraftRow[] {
  return [
    ...(programme === null ? [] : [draftRow(workspace, { kind: 'loyalty', id: 'loyalty' }, programme, now)]),
    ...templates.map((source) => draftRow(workspace, { kind: 'template', id: source.id }, source, now)),
    ...journeys.map((source) => draftRow(workspace, { kind: 'journey', id: source.id }, source, now)),
  ];
}

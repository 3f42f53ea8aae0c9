import { workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { AuditedKind } from '../../domain/people/audit.ts';
import { differenceBetween } from '../../domain/people/difference.ts';
import type { ApiDeps } from '../deps.ts';
import { isForAll } from '../http/access.ts';
import { actorOf, type Holder } from '../http/caller.ts';
import type { Contract } from '../http/contract.ts';
import { written } from './entry.ts';
import { knownAs } from './known-as.ts';
import { snapshot } from './snapshot.ts';

interface Call {
  readonly contract: Contract;
  /** Of what the address names, as it came. */
  readonly id: unknown;
  readonly body: unknown;
  readonly caller: Holder | undefined;
}

interface AnyReply {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * Makes a call and writes down what it changes: that it begins, and what came of it before anybody is told that it went
 * well.
 */
export async function audited<Reply extends AnyReply>(
  call: Call,
  deps: ApiDeps,
  handle: () => Promise<Reply>,
): Promise<Reply> {
  const { contract, caller } = call;
  const kind = writtenKind(call);
  if (kind === undefined || caller === undefined) return await handle();
  const named = typeof call.id === 'string' ? call.id : '';
  const workspace = workspaceOf(call, caller, named);
  // No workspace has such an id, so there is nothing that could be changed.
  if (workspace === undefined) return await handle();
  const before = await snapshot(deps, workspace, { kind, id: named });
  const about = async (id: string) => ({ kind, id: id === '' ? null : await knownAs(deps, workspace, kind, id) });
  const isOfWorkspace = contract.scope === 'installation' && kind !== 'workspace';
  const object = await about(isOfWorkspace ? '' : named);
  const begun = { workspace, actor: actorOf(caller.who), call: contract, object };
  return await written(deps, begun, handle, async (reply) => {
    const made = idIn(reply.body, kind);
    // A dry run of a file begins no job.
    if (kind === 'job' && made === undefined) return null;
    const id = made ?? named;
    const after = await snapshot(deps, workspace, { kind, id });
    const difference = differenceBetween(id === named ? before : undefined, after);
    return { status: reply.status, object: await about(id), difference };
  });
}

/** What the log says the call is about; `undefined` where it says nothing. */
function writtenKind({ contract, caller }: Call): AuditedKind | undefined {
  if (contract.method === 'get' || contract.audit === 'unwritten' || isForAll(contract)) return undefined;
  // Traffic of programs is as much as there are events; only what a person did about a customer is written.
  return contract.scope === 'ingest' && caller?.session === undefined ? undefined : contract.audit;
}

/** Whose log it belongs to: that of the workspace it is about, or is to make. */
function workspaceOf({ contract, body }: Call, caller: Holder, named: string): WorkspaceId | undefined {
  if (contract.scope !== 'installation') return caller.workspace ?? undefined;
  return workspaceNamed(named === '' ? ownId(body) : named);
}

function workspaceNamed(id: string | undefined): WorkspaceId | undefined {
  const read = readShape(workspaceId, id);
  return 'value' in read ? read.value : undefined;
}

/** The id of what a reply tells of. */
function idIn(body: unknown, kind: AuditedKind): string | undefined {
  if (kind !== 'job') return ownId(body);
  return typeof body === 'object' && body !== null && 'job' in body ? ownId(body.job) : undefined;
}

function ownId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

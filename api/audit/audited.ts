import { workspaceId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { AuditedKind } from '../../domain/people/audit.ts';
import { differenceBetween } from '../../domain/people/difference.ts';
import type { ApiDeps } from '../deps.ts';
import { isForAll } from '../http/access.ts';
import { actorOf, type Holder } from '../http/caller.ts';
import type { Contract } from '../http/contract.ts';
import { writeEntry } from './entry.ts';
import { snapshot } from './snapshot.ts';

interface Call {
  readonly contract: Contract;
  /** Of what the address names, as it came. */
  readonly id: unknown;
  readonly caller: Holder | undefined;
}

interface AnyReply {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * Makes a call and writes down what it changed, before anybody is told that it went well. Where that cannot be written the
 * call fails, although the change was made: whoever sends it again is written down then.
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
  const known = workspaceBefore(contract, caller, named);
  const before = known && (await snapshot(deps, known, { kind, id: named }));
  const reply = await handle();
  const made = idIn(reply.body, kind);
  const workspace = known ?? workspaceNamed(made);
  // A dry run of a file begins no job.
  if (workspace === undefined || (kind === 'job' && made === undefined)) return reply;
  const id = made ?? named;
  const after = await snapshot(deps, workspace, { kind, id });
  await writeEntry(deps, {
    workspace,
    actor: actorOf(caller.who),
    call: contract,
    object: { kind, id: id === '' ? null : id },
    status: reply.status,
    difference: differenceBetween(id === named ? before : undefined, after),
  });
  return reply;
}

/** What the log says the call is about; `undefined` where it says nothing. */
function writtenKind({ contract, caller }: Call): AuditedKind | undefined {
  if (contract.method === 'get' || contract.audit === 'unwritten' || isForAll(contract)) return undefined;
  // Traffic of programs is as much as there are events; only what a person did about a customer is written.
  return contract.scope === 'ingest' && caller?.session === undefined ? undefined : contract.audit;
}

/** Whose log it belongs to: that of the workspace it is about. */
function workspaceBefore({ scope }: Contract, caller: Holder, named: string): WorkspaceId | undefined {
  return scope === 'installation' ? workspaceNamed(named) : (caller.workspace ?? undefined);
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

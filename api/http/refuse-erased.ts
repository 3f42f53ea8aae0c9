import { knownCustomerId, type CustomerId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import type { ApiDeps } from '../deps.ts';
import type { Contract } from './contract.ts';
import { ApiProblem } from './problem.ts';

/** What a call is about, as it was parsed. */
interface Named {
  readonly params?: unknown;
  readonly body?: unknown;
}

/**
 * Refuses a call about somebody who was erased, where the contract says that it does: in its address, or as
 * `customer` in its body.
 * @throws ApiProblem `erased`
 */
export async function refuseErased(
  { path, problems }: Pick<Contract, 'path' | 'problems'>,
  { params, body }: Named,
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceId | null | undefined,
): Promise<void> {
  if (problems?.includes('erased') !== true || typeof workspace !== 'string') return;
  const named = path.startsWith('/v1/customers/:id') ? fieldOf(params, 'id') : fieldOf(params, 'customer');
  const customer = customerIn(named ?? fieldOf(body, 'customer'));
  if (customer === undefined || (await stores.erasures.among(workspace, [customer])).size === 0) return;
  throw new ApiProblem('erased', 'This customer was erased, and nothing is taken for them any more: use another id.');
}

function customerIn(given: unknown): CustomerId | undefined {
  const read = readShape(knownCustomerId, given);
  return 'value' in read ? read.value : undefined;
}

function fieldOf(of: unknown, name: 'id' | 'customer'): unknown {
  return typeof of === 'object' && of !== null ? Object.entries(of).find(([key]) => key === name)?.[1] : undefined;
}

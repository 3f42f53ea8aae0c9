import type { AuditRow, BegunRow } from '../../db/workspaces/audit.ts';
import type { Difference } from '../../domain/people/difference.ts';
import type { ApiDeps } from '../deps.ts';
import { asProblem } from '../http/as-problem.ts';
import type { Contract } from '../http/contract.ts';
import { operationId } from '../http/operation-id.ts';

type Wanted = Omit<BegunRow, 'at' | 'operation'> & { readonly call: Pick<Contract, 'method' | 'path'> };

/** What came of a change. */
interface Outcome {
  /** Of the reply. */
  readonly status: number;
  /** Where it was not known before. */
  readonly object?: AuditRow['object'];
  readonly difference?: Difference;
}

type Wants = Pick<ApiDeps, 'clock'> & { readonly stores: Pick<ApiDeps['stores'], 'audit'> };

const NOTHING: Difference = { changed: [], more: 0 };

/**
 * Writes down that a change begins, makes it, and writes down what came of it: so there is no change without an entry,
 * whatever crashes. What was refused leaves none. Where nobody can say what came of it, the entry stays as it began.
 * @param outcomeOf `null`: nothing was changed
 * @throws whatever `change` throws; and where what came of it cannot be written down, although the change was made
 */
export async function written<Result>(
  { stores: { audit }, clock }: Wants,
  { call, ...begun }: Wanted,
  change: () => Promise<Result>,
  outcomeOf: (result: Result) => Outcome | null | Promise<Outcome | null>,
): Promise<Result> {
  const id = await audit.begin({ at: clock(), operation: operationId(call), ...begun });
  const result = await change().catch(async (error: unknown) => {
    // Else what failed would be that, and not what the caller asked for.
    if (asProblem(error).status < 500) await audit.withdraw(id).catch(() => undefined);
    throw error;
  });
  const outcome = await outcomeOf(result);
  if (outcome === null) await audit.withdraw(id);
  else await audit.complete(id, { object: begun.object, difference: NOTHING, ...outcome });
  return result;
}

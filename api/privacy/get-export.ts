import { Readable } from 'node:stream';
import { EXPORTED_PARTS, type ExportedRow } from '../../db/privacy/export.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { written } from '../audit/entry.ts';
import { actorOf } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { getExportContract } from './get-export.contract.ts';

export const getExport = endpoint(getExportContract, async ({ params, caller }, deps) => {
  const { id } = params;
  const rows = deps.stores.customerExport(caller.workspace, id)[Symbol.asyncIterator]();
  const first = await rows.next();
  if (first.done === true) throw new ApiProblem('not-found', 'Nothing is known of this customer.');
  // A call that changes nothing is written down all the same: it gives away addresses.
  const entry = {
    workspace: caller.workspace,
    actor: actorOf(caller.who),
    call: getExportContract,
    object: { kind: 'customer', id },
  } as const;
  await written(
    deps,
    entry,
    async () => undefined,
    () => ({ status: 200 }),
  );
  return {
    status: 200,
    headers: { 'Content-Disposition': 'attachment; filename="customer.ndjson"' },
    body: Readable.from(lines(id, deps.clock(), first.value, rows)),
  };
});

async function* lines(
  customer: CustomerId,
  now: Instant,
  first: ExportedRow,
  others: AsyncIterator<ExportedRow>,
): AsyncGenerator<string> {
  yield line({ of: 'export', customer, asOf: isoTime(now), parts: EXPORTED_PARTS });
  yield line(first);
  for (let next = await others.next(); next.done !== true; next = await others.next()) yield line(next.value);
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

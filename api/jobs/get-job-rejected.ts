import { Readable } from 'node:stream';
import type { RejectedRow } from '../../db/jobs/rejected-rows.ts';
import { endpoint } from '../http/endpoint.ts';
import { jobOf } from './find.ts';
import { getJobRejectedContract } from './get-job-rejected.contract.ts';

export const getJobRejected = endpoint(getJobRejectedContract, async ({ params, query, caller }, deps) => {
  const { _id } = await jobOf(deps, caller, params.id);
  return {
    status: 200,
    headers: { 'Content-Disposition': `attachment; filename="rejected-${_id}.csv"` },
    body: Readable.from(csv(deps.jobs.rejected.list(_id, query.reason))),
  };
});

async function* csv(rows: AsyncIterable<RejectedRow>): AsyncGenerator<string> {
  yield 'line,column,message,row,reason\r\n';
  for await (const { line, column, message, raw, reason } of rows) {
    yield `${[String(line), column ?? '', message, harmless(raw), reason ?? ''].map(quoted).join(',')}\r\n`;
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Spreadsheets run what begins like a formula, and these rows come from who knows where. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

import type { z } from 'zod';
import type { ErasureRow } from '../../db/privacy/erasures.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { erasureView } from '../jobs/view.ts';
import type { erasureReply } from './erasure.contract.ts';

export async function shownErasure(
  { jobs }: Pick<ApiDeps, 'jobs'>,
  row: ErasureRow,
): Promise<z.input<typeof erasureReply>> {
  const job = await jobs.rows.erasure(row.workspace, row._id);
  return {
    askedAt: isoTime(row.at),
    doneAt: row.doneAt === undefined ? null : isoTime(row.doneAt),
    job: job && erasureView(job),
  };
}

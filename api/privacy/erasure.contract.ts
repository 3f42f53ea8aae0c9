import { z } from 'zod';
import { erasureJob } from '../jobs/job.contract.ts';
import { time } from '../http/fields.ts';

/** What the calls about an erasure answer. */
export const erasureReply = z
  .strictObject({
    askedAt: time.describe('From then on nothing is taken for them any more'),
    doneAt: time.nullable().describe('When nothing of them was found any more; null: not yet'),
    job: erasureJob.nullable().describe('The job, whose result is the receipt; null: it is about to begin'),
  })
  .meta({ id: 'Erasure', description: 'The erasure of a customer, and its receipt' });

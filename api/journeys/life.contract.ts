import { z } from 'zod';
import { json } from '../http/contract.ts';
import { playbookVersion, time } from '../http/fields.ts';

/** Whether a journey takes newcomers, and whether those inside go on. */
export const journeyStatus = z
  .strictObject({
    is: z
      .enum(['live', 'paused', 'archived'])
      .describe(
        'paused: nobody enters and nobody goes on. archived: nobody enters, and those inside finish or have left',
      ),
    since: time.nullable().describe('Null: since it was first published'),
    by: z.string().nullable().describe('The id of the key or user that asked for it; null: nobody did'),
    inside: z.enum(['finish', 'leave']).optional().describe('What was to become of those inside, where it is archived'),
  })
  .meta({ id: 'JourneyStatus', description: 'Whether a journey takes newcomers, and whether those inside go on' });

/** How the calls that change it reply. */
export const statusReply = {
  200: json(
    'It holds from the next decision on; those inside are told by the job.',
    z.strictObject({
      journey: z.string().describe('Its id'),
      status: journeyStatus,
      playbook: playbookVersion,
      changed: z.boolean().describe('False where that was so already'),
      rollout: z.string().nullable().describe('The job that tells those inside; see GET /v1/jobs/:id'),
    }),
  ),
};

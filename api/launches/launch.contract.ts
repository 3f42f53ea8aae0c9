import { z } from 'zod';
import { json } from '../http/contract.ts';
import { waitFor } from '../http/fields.ts';
import { launchJob } from './launch-job.contract.ts';

/** What the calls about launches share. */

export const keepOpen = z
  .boolean()
  .default(false)
  .describe(
    'Also let in whoever comes into the segment later: the journey is published anew with a move as its enter, where it does not ' +
      'have that already. Only of a segment or a move, and of journeys that are entered by launch or by move',
  );

export const launchQuery = z.strictObject({ wait: waitFor.describe('Seconds to wait for a dry run, 0 to 20') });

const body = z.strictObject({ job: launchJob });
export const launchOutput = {
  200: json('The dry run, which is done.', body),
  202: json('The job. The same launch asked for while it runs is the same job.', body),
} as const;

export const launchReply = { 202: json('The job.', body) } as const;

export const LAUNCH_TEXT =
  'A job asks everybody in once, at the pace given; a launch goes on where it stood when a worker dies, and asks nobody twice. Whether somebody ' +
  'enters is decided with the rest of their life, and their timeline says why where they do not. dryRun counts first: who would get a ' +
  'message now, who after quiet hours, and who not, with the reason. Pause it with POST /v1/launches/:id/pause, let it go on with ' +
  '/resume, and call it off with DELETE /v1/jobs/:id. Several launches may run at once.';

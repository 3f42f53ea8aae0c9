import { z } from 'zod';
import { workspaceId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { deletionJob } from '../jobs/job.contract.ts';

export const deleteWorkspaceContract = {
  method: 'delete',
  path: '/v1/workspaces/:id',
  summary: 'Delete a workspace and everything in it',
  description:
    'Customers, events, contacts, messages, journeys, keys: all of it, for good. So the id is to be said twice: ?confirm=<id>. ' +
    'From this call on nothing is taken for the workspace any more, and its keys are dead everywhere after at most five seconds. ' +
    'The rest goes on in the background: watch GET /v1/workspaces/:id/deletion, whose result is the receipt. ' +
    'It cannot be called off, goes on after a crash, and asking again changes nothing. The id is not used again. ' +
    'The first workspace may be deleted too: the key of the installation outlives it.',
  scope: 'installation',
  role: 'none',
  audit: 'unwritten',
  input: {
    params: z.strictObject({ id: workspaceId.describe('Of the workspace that is to be deleted') }),
    query: z.strictObject({ confirm: z.string().max(100).optional().describe('The id of the workspace, once more') }),
  },
  output: {
    202: json('The job; of a workspace that is deleted already, how it ended.', z.strictObject({ job: deletionJob })),
  },
  problems: ['not-found'],
} as const satisfies Contract;

import { z } from 'zod';
import { workspaceId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { deletionJob } from '../jobs/job.contract.ts';

export const getWorkspaceDeletionContract = {
  method: 'get',
  path: '/v1/workspaces/:id/deletion',
  summary: 'How far the deletion of a workspace is, and what was deleted',
  description: 'It is kept for good, as the receipt.',
  scope: 'installation',
  role: 'none',
  input: { params: z.strictObject({ id: workspaceId.describe('Of the workspace that is or was deleted') }) },
  output: { 200: json('The job.', z.strictObject({ job: deletionJob })) },
  problems: ['not-found'],
} as const satisfies Contract;

import { z } from 'zod';
import { workspaceId } from '../../domain/ids.schema.ts';
import type { Contract } from '../http/contract.ts';
import { postKeysContract } from './post-keys.contract.ts';

export const postWorkspaceKeysContract = {
  method: 'post',
  path: '/v1/workspaces/:id/keys',
  summary: 'Make a key for any workspace',
  description:
    'For a workspace whose keys are lost, or were never kept. A key of the workspace itself makes others by POST /v1/keys.',
  scope: 'installation',
  role: 'none',
  audit: 'key',
  input: {
    params: z.strictObject({ id: workspaceId.describe('Of the workspace, such as my-shop') }),
    body: postKeysContract.input.body,
  },
  output: postKeysContract.output,
  problems: ['not-found'],
  example: { scopes: ['admin'] },
} as const satisfies Contract;

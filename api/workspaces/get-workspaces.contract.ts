import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { nextCursor, pageFields, time } from '../http/fields.ts';

const workspace = z
  .strictObject({
    id: z.string().describe('As it was made'),
    currency: z.string().describe('ISO 4217'),
    timezone: z.string().describe('IANA time zone'),
    createdAt: time,
    testClock: time.nullable().describe('Where its time stands; null: it lives in real time'),
  })
  .meta({ id: 'Workspace', description: 'A tenant' });

export const getWorkspacesContract = {
  method: 'get',
  path: '/v1/workspaces',
  summary: 'The workspaces of this installation',
  scope: 'installation',
  role: 'none',
  input: { query: z.strictObject(pageFields(500, 50)) },
  output: {
    200: json(
      'In order of their ids.',
      z.strictObject({ workspaces: z.array(workspace).describe('In order of their ids'), next: nextCursor }),
    ),
  },
} as const satisfies Contract;

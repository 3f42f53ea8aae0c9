import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

const scope = z.enum(['ingest', 'marketer', 'operator', 'admin']);

export const postKeysContract = {
  method: 'post',
  path: '/v1/keys',
  summary: 'Make a key for this workspace',
  description:
    'A scope may do what those before it may. ingest sends events, contacts and consents, and reads placements; marketer also reads customers, imports files, and works on journeys, scoring and silence; operator also moves a test clock and compares the state with the events; admin also makes and ends keys of this workspace. Only the key of the installation makes workspaces. To rotate a key, make a new one, switch over, and delete the old one.',
  scope: 'admin',
  role: 'admin',
  audit: 'key',
  input: {
    body: z.strictObject({
      scopes: z
        .array(scope)
        .min(1)
        .max(4)
        .describe('What the key may do: ingest, marketer, operator or admin, each of which includes those before it'),
    }),
  },
  output: {
    201: json(
      'The key is shown only here.',
      z
        .strictObject({
          id: z.string().describe('For DELETE /v1/keys/:id'),
          key: z.string().describe('For the header Authorization: Bearer <key>; it is shown only here'),
          scopes: z.array(scope).describe('What it may do'),
        })
        .meta({ id: 'NewKey', description: 'A key, shown once' }),
    ),
  },
  example: { scopes: ['ingest'] },
} as const satisfies Contract;

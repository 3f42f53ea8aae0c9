import { z } from 'zod';
import { json, type Contract } from '../contract.ts';

const scope = z.enum(['ingest', 'marketer', 'operator', 'admin']);

export const postKeysContract = {
  method: 'post',
  path: '/v1/keys',
  summary: 'Make a key for this workspace',
  description:
    'ingest sends events and reads placements; marketer also reads customers and works on journeys; operator also runs imports and the clock; admin also makes keys of this workspace; only the key of the installation makes workspaces. To rotate a key, make a new one, switch over, and delete the old one.',
  scope: 'admin',
  input: { body: z.strictObject({ scopes: z.array(scope).min(1).max(4) }) },
  output: {
    201: json(
      'The key is shown only here.',
      z.strictObject({ id: z.string(), key: z.string(), scopes: z.array(scope) }),
    ),
  },
  example: { scopes: ['ingest'] },
} as const satisfies Contract;

import { z } from 'zod';
import { SCOPES } from '../../domain/scopes.ts';
import { json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

export const getKeysContract = {
  method: 'get',
  path: '/v1/keys',
  summary: 'The keys of this workspace',
  description: 'A key itself is shown only once, by POST /v1/keys; only its hash is kept. At most 1,000 are listed.',
  scope: 'admin',
  role: 'admin',
  input: {},
  output: {
    200: json(
      'Newest first.',
      z.strictObject({
        keys: z
          .array(
            z
              .strictObject({
                id: z.string().describe('For DELETE /v1/keys/:id'),
                scopes: z.array(z.enum(SCOPES)).describe('What it may do'),
                madeAt: time,
                endable: z
                  .boolean()
                  .describe('False: it is the one that asks, or the key of the installation, which ends elsewhere'),
              })
              .meta({ id: 'Key', description: 'A key, without its secret' }),
          )
          .describe('Newest first'),
      }),
    ),
  },
} as const satisfies Contract;

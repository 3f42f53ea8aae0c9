import { z } from 'zod';
import { customerId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';

const MOST = 1_000;

export const postPseudonymsContract = {
  method: 'post',
  path: '/v1/pseudonyms',
  summary: 'The customers that an import makes of e-mail addresses',
  description:
    'For events and contacts of somebody whose orders came with an export that knows customers by their address only. ' +
    'The id is a keyed hash (HMAC-SHA-256) with a secret of the workspace: always the same for an address, however it is ' +
    'capitalised. Nothing is stored.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'unwritten',
  input: {
    body: z.strictObject({
      addresses: z
        .array(
          z
            .string()
            .max(320)
            .regex(/^[^@\s]+@[^@\s]+$/, 'is no e-mail address'),
        )
        .min(1)
        .max(MOST)
        .describe('E-mail addresses, at most 1,000; nothing of them is kept'),
    }),
  },
  output: {
    200: json(
      'In the order of the addresses.',
      z.strictObject({ customers: z.array(customerId).describe('Their ids, in the same order') }),
    ),
  },
  problems: ['invalid', 'store-away'],
  example: { addresses: ['ann@example.com'] },
} as const satisfies Contract;

import { z } from 'zod';
import { MOST_TOKEN_KEYS } from '../../domain/policy/placement-tokens.ts';
import { json, type Contract } from '../http/contract.ts';

const wanted = z.discriminatedUnion(
  'alg',
  [
    z.strictObject({ alg: z.literal('HS256').describe('A secret that we make and your backend keeps') }),
    z.strictObject({
      alg: z.literal('EdDSA').describe('A pair that you make; its private half never leaves your backend'),
      publicKey: z
        .string()
        .max(500, 'a public key of Ed25519 has fewer than 500 characters')
        .describe('The public half of Ed25519 as PEM: -----BEGIN PUBLIC KEY----- …'),
    }),
  ],
  'alg is HS256 or EdDSA',
);

export const postPlacementKeysContract = {
  method: 'post',
  path: '/v1/placements/keys',
  summary: 'Add a key that tokens of customers are checked by',
  description: `At most ${MOST_TOKEN_KEYS}; several hold at once, so that a new one can take over. The mode of the settings says whether tokens are taken.`,
  scope: 'admin',
  role: 'admin',
  audit: 'placements',
  input: { body: wanted },
  output: {
    201: json(
      'The secret is shown only now.',
      z.strictObject({
        id: z.string().describe('The kid that tokens name in their header'),
        issuer: z.string().describe('The iss of tokens: the id of the workspace'),
        audience: z.string().describe('The aud of tokens'),
        secret: z.string().nullable().describe('32 bytes in base64url, for HS256; null for EdDSA'),
      }),
    ),
  },
  problems: ['conflict'],
  example: { alg: 'HS256' },
} as const satisfies Contract;

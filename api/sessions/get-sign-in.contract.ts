import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

export const getSignInContract = {
  method: 'get',
  path: '/v1/sign-in',
  summary: 'How people sign in here',
  scope: 'public',
  input: {},
  output: {
    200: json(
      'Besides keys and links, which always work.',
      z.strictObject({
        provider: z.boolean().describe('By an identity provider too: send a browser to /oidc/start'),
      }),
    ),
  },
} as const satisfies Contract;

import { z } from 'zod';
import { minorDigits } from '../../domain/currency.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenTime, timezone } from '../http/fields.ts';

const ascending = (amounts: readonly number[]) =>
  amounts.every((amount, index) => index === 0 || amount > (amounts[index - 1] ?? amount));
const cut = z.int().min(1).max(1_000_000_000_000);

export const postWorkspacesContract = {
  method: 'post',
  path: '/v1/workspaces',
  summary: 'Create a workspace',
  description:
    'Needs the key of the installation: the first one, which is ADMIN_KEY or was shown once at the first start. A workspace has its own customers, rules and keys. It starts with a loyalty programme and the default journeys, all of them live. With a test clock its time stands still and moves only by POST /v1/clock, mail always goes to the built-in mailbox, and no consent is needed.',
  scope: 'installation',
  role: 'none',
  audit: 'workspace',
  input: {
    body: z.strictObject({
      id: workspaceId.describe('A name of your own for it, such as my-shop'),
      currency: z
        .string()
        .refine((code) => minorDigits(code) !== undefined, {
          error: ({ input }) =>
            `ISO 4217 has no currency "${String(input)}" with minor units; write its code, such as EUR`,
        })
        .describe('An ISO 4217 code. How many digits its minor units take is kept with the workspace for good'),
      timezone,
      testClock: givenTime.optional().describe('Where the time of the workspace stands; left out: real time'),
      monetaryAmounts: z
        .tuple([cut, cut, cut, cut])
        .refine(ascending, 'the four amounts must ascend')
        .optional()
        .describe(
          'Four amounts in minor units, each of which adds a point to the money score; left out: no such score',
        ),
      loyalty: z
        .boolean()
        .optional()
        .describe(
          'false: it starts without a loyalty programme and what needs one, for a shop that has its own; left out, with one',
        ),
    }),
  },
  output: {
    201: json(
      'The workspace and its first key, with the scopes ingest to admin. The key is shown only here.',
      z.strictObject({
        id: z.string().describe('As it was sent'),
        minorDigits: z.int().describe('Digits of minor units: with 2, an amount of 4000 is 40.00'),
        key: z.string().describe('Its first key, with the scopes ingest to admin; it is shown only here'),
      }),
    ),
  },
  problems: ['taken'],
  example: { id: 'my-shop', currency: 'EUR', timezone: 'Europe/Berlin', testClock: '2026-01-01T00:00:00Z' },
} as const satisfies Contract;

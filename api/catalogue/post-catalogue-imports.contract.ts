import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { decimalMark } from '../jobs/reading.contract.ts';

export const postCatalogueImportsContract = {
  method: 'post',
  path: '/v1/catalogue/imports',
  summary: 'Say what the shop sells by a file',
  description:
    'The body is the file itself: CSV in UTF-8 with a header (separated by commas, semicolons, tabs or bars), at most 20 MB. Columns are id, and any of ' +
    'name, price, stock, category, url and image; a price is as people write it, such as 49.00. What the file has no column for stays as it is, so a ' +
    'file of id and stock changes only that; an empty cell takes out what was there; a new item needs a name. A row that is not right costs no ' +
    'other. Of two rows of one item the later one counts. What is there again or cheaper is told as PUT /v1/catalogue/items tells it. The same file ' +
    'again changes nothing.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'catalogue',
  input: {
    query: z.strictObject({
      map: z
        .string()
        .max(2_000, 'a map has at most 2,000 characters')
        .default('')
        .describe(
          'field:column pairs, such as id:SKU,stock:On hand. A field that is left out is read from its own name',
        ),
      decimal: decimalMark.optional().describe('The mark before the cents of a price; left out, a point'),
      dryRun: z
        .enum(['0', '1'], 'say dryRun=1 to store nothing')
        .default('0')
        .describe('1: read the whole file, store nothing, and say what would come of it'),
    }),
    body: 'stream',
  },
  media: ['text/csv'],
  output: {
    200: json(
      'What the file brought, or would bring.',
      z.strictObject({
        stored: z.boolean().describe('False: it was a dry run'),
        rows: z.int().describe('Rows read, without the header'),
        accepted: z.int().describe('Rows that were taken'),
        rejected: z.int().describe('Rows that were refused'),
        added: z.int().describe('Items that were not there before'),
        changed: z.int().describe('Items that are no longer as they were'),
        problems: z
          .array(
            z.strictObject({
              line: z.int().describe('Of the file; the header is line 1'),
              reason: z.string().describe('In one word, as the rows of an import have it'),
              column: z.string().nullable().describe('The field that is wrong; null: the row as a whole'),
              message: z.string().describe('What is wrong, and what to write instead'),
            }),
          )
          .describe('The first 100 refused rows'),
      }),
    ),
  },
  problems: ['too-large', 'invalid', 'store-away'],
} as const satisfies Contract;

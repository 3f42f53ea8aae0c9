import { z } from 'zod';

export const dateForm = z
  .enum(['iso', 'dmy', 'mdy', 'ymd', 'unix', 'unix-ms', 'excel'])
  .describe('How times are written');
export const decimalMark = z.enum(['.', ',']).describe('What stands before the fraction of an amount');

/** How a file is read, as whoever sent it wants to know it. */
export const reading = z
  .strictObject({
    rows: z
      .enum(['orders', 'lines', 'summaries'])
      .describe(
        'What a row is: an order, a line of one (amounts under one id are summed), or the totals of a customer',
      ),
    export: z
      .enum(['shopify', 'woocommerce', 'online-retail'])
      .nullable()
      .describe('Whose export it is, where the header tells'),
    columns: z.record(z.string(), z.string()).describe('Which column holds which field'),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).describe('How its letters are written'),
    delimiter: z.enum([',', ';', '\t', '|']).nullable().describe('null: one JSON object per line'),
    dates: dateForm,
    decimal: decimalMark,
    currency: z.string().describe('What amounts are in: the currency of the workspace'),
    pointZero: z.array(z.string()).describe('Columns of whole numbers written 17850.0, of which the .0 is taken off'),
    rowsRead: z.int().describe('Rows read so far, without blank ones'),
    rowsFolded: z.int().describe('Rows that became part of the order of an earlier row'),
    largestFold: z.int().describe('Rows of the order that has the most'),
  })
  .meta({ id: 'Reading', description: 'How a file is read, and what was found out from it' });

/** Rows that were refused for one reason. */
export const refused = z
  .strictObject({
    reason: z.string().describe('In one word, such as empty, no-time or personal; see ?reason of the refused rows'),
    column: z.string().nullable().describe('null: the row as a whole'),
    message: z.string().describe('What was said of the first of them'),
    line: z.int().describe('Where the first of them is'),
    rows: z.int().describe('How many'),
  })
  .meta({ id: 'RefusedRows', description: 'Rows that are refused for one reason' });

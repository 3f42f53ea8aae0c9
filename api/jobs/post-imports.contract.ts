import { z } from 'zod';
import { eventId, knownCustomerId, sourceId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { money, time } from '../http/fields.ts';
import { importJob } from './job.contract.ts';
import { dateForm, decimalMark, reading, refused } from './reading.contract.ts';

const told = {
  line: z.int().describe('Of its first row'),
  id: eventId.describe('Its id within the source'),
  customer: knownCustomerId.describe('Whose it is'),
};
const rows = z.int().describe('Rows it was made of');

/** What an import would store of the file, as an event. */
const first = z
  .discriminatedUnion('type', [
    z.strictObject({ ...told, type: z.literal('purchase').describe('An order'), at: time, amount: money, rows }),
    z.strictObject({
      ...told,
      type: z.literal('refund').describe('A return, or what was paid back'),
      at: time,
      amount: money,
      rows,
      order: eventId
        .nullable()
        .describe('null: the file does not say; it is looked for among what the customer bought before'),
    }),
    z.strictObject({
      ...told,
      type: z.literal('summary').describe('The totals of a customer'),
      at: time.nullable().describe('null: as of the import'),
      actions: z.int().describe('Purchases, or whatever counts as an action'),
      lastActionAt: time,
      monetary: money,
    }),
  ])
  .meta({ id: 'FirstEvent', description: 'What a row became' });

export const tried = z
  .strictObject({
    reading,
    events: z
      .int()
      .describe(
        'What the file holds: purchases and refunds, or summaries; whether they are stored already it does not say',
      ),
    refunds: z.int().describe('Of these, refunds'),
    rejected: z.int().describe('Rows that would be refused'),
    reasons: z.array(refused).describe('The same rows by what is wrong with them, the most frequent first'),
    refused: z
      .array(
        z.strictObject({
          line: z.int().describe('Of the file; the header is line 1 unless blank lines stand before it'),
          reason: z.string().describe('In one word, as in reasons'),
          column: z.string().nullable().describe('null: the row as a whole'),
          message: z.string().describe('What is wrong, and what to write instead'),
        }),
      )
      .describe('The first 100 of these rows, each by itself'),
    first: z.array(first).describe('The first twenty'),
  })
  .meta({ id: 'TriedImport', description: 'What an import would do' });

export const postImportsContract = {
  method: 'post',
  path: '/v1/imports',
  summary: 'Import the history of orders, or summaries of it, from a file',
  description:
    'The body is the file itself: CSV with a header (separated by commas, semicolons, tabs or bars), or one JSON object per line. ' +
    'At most 2 GB. It is streamed, and imported in the background: watch the job. An import is silent: it scores people and ' +
    'starts no journey, though what it tells of may end one. A row that is not right costs no other; refused rows can be downloaded. ' +
    'How the file is read is found out from all of it, from the columns that are mapped and no others, and said in the reply and the ' +
    'job; where it leaves a doubt nothing is stored, and the reply asks. dryRun=1 says the same with the first twenty events and the first hundred refused rows, and stores nothing. ' +
    'Amounts are decimals in the main unit (139.12); what is finer than the minor unit is rounded half away from zero, ' +
    'once per order. Times without a zone are in the time zone of the workspace. Blank lines, and lines of separators only, are skipped. ' +
    'Rows under one order id are lines of that order where they lie at most 50,000 orders and a day apart: their amounts are summed, ' +
    'and the first one tells the time. An id whose rows add up to less than nothing is a return, in the manner of the cancelled ' +
    'invoice C536379: a refund of the order that order names, or else of the newest order of this customer before it that has exactly this ' +
    'amount left, or else of the newest ones; what is over waits. The same order twice counts once, also when it is sent as an event with the same source. ' +
    'Order exports of Shopify and WooCommerce and the files of UCI Online Retail are known by their header, and need no map. ' +
    'Where email is mapped instead of customer, the customer is a keyed hash of the address. ' +
    'A summary states the totals of one customer: actions (a whole number, 1 or more), lastActionAt and monetary, as of at. What happened up to ' +
    'then no longer counts by itself, what happens later adds, and the later summary counts. Left out, at is the time of the import ' +
    '(under a test clock, what it shows), and id is summary:<customer>:<at>, or made of the totals where at is left out too, so that ' +
    'a file is known again. ' +
    'Under a test clock, rows that lie ahead of it are kept and happen when the clock reaches them.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'job',
  input: {
    query: z.strictObject({
      map: z
        .string()
        .max(2_000)
        .default('')
        .describe(
          'field:column pairs, such as customer:customer_id,id:invoice_no,at:order_ts,amount:revenue_gbp; quantity and price ' +
            'may stand for amount, and email for customer; order names the order of a return, refunded what was paid back of the order, ' +
            'status whether it was paid, currency what it is in, item what the row is of: the lines of an order become its items, ' +
            'of which recommendations are made. Of summaries: customer, actions, lastActionAt, monetary, and perhaps at and id. ' +
            'A field that is left out is read from the column of its own name.',
        ),
      source: sourceId.default(sourceId.parse('api')).describe('Ids are unique within one source'),
      type: z
        .enum(['orders', 'lines', 'summaries'])
        .optional()
        .describe(
          'One row per order, several, or one per customer; left out, it is orders or their lines, and the rows tell which',
        ),
      dates: dateForm
        .optional()
        .describe(
          'How times are written: 2011-12-09 (iso), 9.12.2011 (dmy), 12/9/2011 (mdy), 20111209 (ymd), seconds or milliseconds ' +
            'since 1970 (unix, unix-ms), days of a spreadsheet (excel); left out, the file tells',
        ),
      decimal: decimalMark.optional().describe('What stands before the fraction; left out, the file tells'),
      dryRun: z.enum(['0', '1']).default('0').describe('1: read the file and store nothing'),
    }),
    body: 'stream',
  },
  media: ['text/csv', 'application/x-ndjson'],
  output: {
    200: json('What an import would do; nothing was stored.', tried),
    202: json('The file is stored, and the job has begun.', z.strictObject({ job: importJob })),
  },
  problems: ['conflict', 'too-large', 'invalid', 'store-away'],
} as const satisfies Contract;

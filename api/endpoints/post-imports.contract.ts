import { z } from 'zod';
import { sourceId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../contract.ts';
import { job } from '../job-view.ts';

export const postImportsContract = {
  method: 'post',
  path: '/v1/imports',
  summary: 'Import the history of orders, or summaries of it, from a file',
  description:
    'The body is the file itself: CSV with a header (separated by commas, semicolons, tabs or bars), or one JSON object per line. ' +
    'At most 2 GB of UTF-8. It is streamed, and imported in the background: watch the job. An import is silent: it scores people and ' +
    'sends nothing. A row that is not right costs no other; refused rows can be downloaded. ' +
    'Amounts are plain decimals in the main unit (139.12); what is finer than the minor unit is rounded half away from zero, ' +
    'once per order. Times are 2011-12-09 12:50:00 in the time zone of the workspace, or ISO 8601 with a zone. ' +
    'Rows under one order id are lines of that order where they lie at most 50,000 orders apart: their amounts are summed, ' +
    'and the first one tells the time. The same order twice counts once, also when it is sent as an event with the same source. ' +
    'A summary states the totals of one customer: actions (a whole number, 1 or more), lastActionAt and monetary, as of at. What happened up to ' +
    'then no longer counts by itself, what happens later adds, and the later summary counts. Left out, at is the time of the import ' +
    '(under a test clock, what it shows), and id is summary:<customer>:<at>, or made of the totals where at is left out too, so that ' +
    'a file is known again. ' +
    'Under a test clock, rows that lie ahead of it are kept and happen when the clock reaches them.',
  scope: 'marketer',
  input: {
    query: z.strictObject({
      map: z
        .string()
        .max(2_000)
        .default('')
        .describe(
          'field:column pairs, such as customer:customer_id,id:invoice_no,at:order_ts,amount:revenue_gbp; quantity and price ' +
            'may stand for amount. Of summaries: customer, actions, lastActionAt, monetary, and perhaps at and id. ' +
            'A field that is left out is read from the column of its own name.',
        ),
      source: sourceId.default(sourceId.parse('api')).describe('Ids are unique within one source'),
      type: z
        .enum(['orders', 'lines', 'summaries'])
        .optional()
        .describe(
          'One row per order, several, or one per customer; left out, it is orders, and the first 1,000 rows tell which',
        ),
    }),
    body: 'stream',
  },
  media: ['text/csv', 'application/x-ndjson'],
  output: { 202: json('The file is stored, and the job has begun.', z.strictObject({ job })) },
  problems: ['conflict', 'too-large', 'invalid', 'store-away'],
} as const satisfies Contract;

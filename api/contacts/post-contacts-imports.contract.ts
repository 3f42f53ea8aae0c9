import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { contactsJob } from '../jobs/job.contract.ts';

const LABEL = /^[^\p{Cc}]{1,100}$/u;

const dryRun = z
  .strictObject({
    rows: z.int().describe('Rows read, without the header'),
    accepted: z.int().describe('Rows that would be taken'),
    rejected: z.int().describe('Rows that would be refused'),
    named: z
      .strictObject({
        email: z.int().describe('Rows with an e-mail address, or null to forget it'),
        sms: z.int().describe('Rows with a phone number, or null to forget it'),
        telegram: z.int().describe('Rows with a chat of Telegram, or null to forget it'),
        timezone: z.int().describe('Rows with a time zone, or null to forget it'),
        consent: z.int().describe('Rows with a consent'),
      })
      .describe('Of the accepted rows, how many speak of what'),
    problems: z
      .array(
        z.strictObject({
          line: z.int().describe('Of the file; the header is line 1'),
          reason: z.string().describe('In one word, as the rows of an import have it'),
          column: z.string().nullable().describe('Null: the row as a whole'),
          message: z.string().describe('What is wrong, and what to write instead'),
        }),
      )
      .describe('The first 100 refused rows; the row itself is not shown, for it may hold an address'),
  })
  .meta({ id: 'TriedContacts', description: 'What a file of contacts would do' });

export const postContactsImportsContract = {
  method: 'post',
  path: '/v1/contacts/imports',
  summary: 'Store addresses, time zones and consents from a file',
  description:
    'The body is the file itself: CSV in UTF-8 with a header (separated by commas, semicolons, tabs or bars), at most 200 MB. ' +
    'Columns are customer, and any of email, sms (a phone number with + and its country), telegram, timezone, consent (granted or withdrawn), consentAt (ISO 8601 with a zone; left out, the time of the import), ' +
    'channel (of the consent: email, sms, telegram, push or mobile; left out, email) and purpose (of the consent: marketing or service; left out, marketing). ' +
    'Each row is taken as PUT /v1/customers/:id/contact and consents take it: an empty cell leaves things as they are, and the word null forgets an address or a time zone. ' +
    'Of two rows of one customer the later one counts. A row that is not right costs no other: GET /v1/jobs/:id/rejected lists the refused ones by line, without their contents. ' +
    'It happens in the background, 200 customers a second: watch the job. The file is removed when the job ends. The same file again changes nothing.',
  scope: 'marketer',
  role: 'marketer',
  audit: 'job',
  input: {
    query: z.strictObject({
      map: z
        .string()
        .max(2_000, 'a map has at most 2,000 characters')
        .default('')
        .describe(
          'field:column pairs, such as customer:Customer ID,email:E-Mail. A field that is left out is read from the column of its own name.',
        ),
      source: z
        .string()
        .regex(LABEL, 'a source is 1 to 100 printable characters, such as newsletter-form')
        .default('import')
        .describe('Where the consents in it were given'),
      dryRun: z
        .enum(['0', '1'], 'say dryRun=1 to store nothing')
        .default('0')
        .describe('1: read the whole file, store nothing, and say what would be refused'),
    }),
    body: 'stream',
  },
  media: ['text/csv'],
  output: {
    200: json(
      'What a dry run found. Nothing was stored.',
      z.strictObject({ dryRun: dryRun.describe('What the import would do') }),
    ),
    202: json('The file is stored, and the job is set going.', z.strictObject({ job: contactsJob })),
  },
  problems: ['conflict', 'too-large', 'invalid', 'store-away'],
} as const satisfies Contract;

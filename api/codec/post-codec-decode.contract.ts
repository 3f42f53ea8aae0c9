import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

const base64 = (what: string) => z.base64(`${what} is base64, as Temporal writes it in JSON`);

/** As Temporal writes a payload in JSON. */
const payload = z.object({
  metadata: z
    .record(z.string().max(100), base64('a value of metadata').describe('Base64'))
    .optional()
    .describe('How data is written, in base64'),
  data: base64('data').optional().describe('The value itself, in base64'),
});

export const postCodecDecodeContract = {
  method: 'post',
  path: '/v1/codec/decode',
  summary: 'Read what Temporal keeps',
  description:
    'A codec server for Temporal’s page and its command line: give them /v1/codec as its address. Payloads that were encrypted here are given back as ' +
    'they were before, and all others as they came. Those of other workspaces cannot be read. Temporal’s page asks by the session of the browser, so sign in ' +
    'to Sojourn first; it may do so from the address in TEMPORAL_UI_URL only.',
  scope: 'operator',
  role: 'operator',
  temporalPage: true,
  audit: 'unwritten',
  input: { body: z.object({ payloads: z.array(payload).max(2_000).describe('As Temporal keeps them') }) },
  limits: { depth: 8, keysPerObject: 200, values: 50_000 },
  output: {
    200: json(
      'In the order in which they came.',
      z.strictObject({ payloads: z.array(payload).describe('As they were before they were encrypted') }),
    ),
  },
  problems: ['erased', 'store-away'],
  example: { payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'eyJuIjoxfQ==' }] },
} as const satisfies Contract;

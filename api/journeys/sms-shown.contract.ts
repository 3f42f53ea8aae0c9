import { z } from 'zod';

/** How a text goes out as SMS; see `smsLength`. */
export const smsShown = z
  .strictObject({
    encoding: z
      .enum(['GSM-7', 'UCS-2'])
      .describe('GSM-7, or UCS-2 where one sign is not in its alphabet, in which much less fits'),
    units: z.int().describe('What it takes: septets of GSM-7, or units of UTF-16'),
    segments: z.int().describe('What is sent and paid for'),
    left: z.int().describe('Units that still fit into the last segment'),
  })
  .meta({ id: 'SmsLength', description: 'How a text goes out as SMS' });

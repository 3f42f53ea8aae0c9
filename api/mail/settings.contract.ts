import { z } from 'zod';

/** What the calls about the settings of mails share. */

const line = (max: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `${what} says something, or is null`)
    .max(max, `${what} has at most ${max} characters`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), `${what} is one line of printable characters`);

export const mailSettings = z
  .strictObject({
    company: line(200, 'a company')
      .nullable()
      .describe(
        'Who writes: stands at the foot of marketing mails that do not say it themselves. Null: nobody has said',
      ),
    postalAddress: line(300, 'a postal address')
      .nullable()
      .describe('Where the company can be written to on paper, in one line; stands at the foot too'),
    tracking: z
      .strictObject({
        opens: z.boolean().describe('A picture of one point tells when a mail is opened'),
        clicks: z.boolean().describe('Links lead over this service, which tells which of them were pressed'),
      })
      .describe(
        'Off until somebody says so, since European law wants consent for it. It needs PUBLIC_URL. Opens and clicks become events open and click',
      ),
  })
  .meta({ id: 'MailSettings', description: 'Who writes, and what is looked at of mails' });

import { z } from 'zod';
import { categoryId, segmentId } from '../ids.schema.ts';
import { ofKind } from '../input/shape-sentences.ts';

const cap = z
  .strictObject({
    messages: z
      .int(ofKind('a whole number of messages'))
      .min(0)
      .max(50, 'at most 50 messages')
      .describe('0: none at all'),
    days: z.int(ofKind('a whole number of days')).min(1).max(31, 'at most 31 days').describe('Rolling, 1 to 31'),
  })
  .meta({ id: 'Cap', description: 'At most so many messages within any so many days' });

/** Each of them may keep messages in the state of a customer. */
const MOST_CATEGORIES = 20;

const wallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is HH:MM, such as 21:00')
  .describe("By the customer's own clock");

const categoryRule = z
  .union(
    [
      z.strictObject({ cap: cap.describe('Beside the cap of the segment; it counts messages of this category') }),
      z.strictObject({
        exempt: z
          .literal(true)
          .describe(
            'No cap counts them, and neither quiet hours nor priority hold them back; consent and holdout stay',
          ),
      }),
    ],
    { error: 'a category has either {"cap": {"messages": …, "days": …}} or {"exempt": true}' },
  )
  .meta({ id: 'CategoryRule', description: 'What holds for the messages of one category' });

const priorityRule = z
  .strictObject({
    minutes: z
      .int(ofKind('a whole number of minutes'))
      .min(1)
      .max(1_440, 'at most 1,440 minutes, which is a day')
      .describe('So long after a message of one journey, those of other journeys give way'),
    others: z
      .enum(['hold', 'skip'])
      .describe('hold: they wait until that time is over, at most holdAtMostHours. skip: they are not sent'),
  })
  .meta({
    id: 'PriorityRule',
    description: 'Of several journeys that want to send at the same time, the one with the higher priority goes first',
  });

const quietSpan = z.strictObject({ from: wallTime, to: wallTime });

const quietHere = (of: string) =>
  quietSpan.nullable().optional().describe(`${of}; null: no quiet hours, where some hold elsewhere`);

const countryQuietHours = z
  .strictObject({
    all: quietHere('For every channel that is not named'),
    email: quietHere('For e-mail'),
    sms: quietHere('For SMS'),
    telegram: quietHere('For Telegram'),
    push: quietHere('For push to a browser'),
    mobile: quietHere('For push to a phone'),
  })
  .meta({ id: 'CountryQuietHours', description: 'Quiet hours in one country; what is left out is as everywhere' });

const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as TR or US');

/** Each costs a few bytes of the policies, and there are some 250 countries. */
const MOST_COUNTRIES = 100;

/** What marketers write; see `Policies`. */
export const policiesDraft = z
  .strictObject({
    caps: z.record(segmentId, cap).describe('By segment'),
    otherwise: cap.describe('For customers in no segment, or in one without a cap of its own'),
    channels: z
      .strictObject({
        email: cap.optional(),
        sms: cap.optional(),
        telegram: cap.optional(),
        push: cap.optional(),
        mobile: cap.optional(),
      })
      .optional()
      .describe('Caps by channel, beside the cap of the segment; left out: none'),
    categories: z
      .record(categoryId, categoryRule)
      .refine((rules) => Object.keys(rules).length <= MOST_CATEGORIES, `at most ${MOST_CATEGORIES} categories`)
      .optional()
      .describe(
        'By category, as send steps name theirs: a cap of its own, or exempt. Left out: all categories are alike',
      ),
    priority: priorityRule
      .nullable()
      .optional()
      .describe(
        'Null or left out: several journeys may send at the same time, and priority settles who comes first under a cap',
      ),
    quietHours: z
      .strictObject({ from: wallTime, to: wallTime })
      .nullable()
      .describe('When no message goes out; the span may pass midnight. Null: there are none'),
    quietHoursIn: z
      .record(country, countryQuietHours)
      .refine((rules) => Object.keys(rules).length <= MOST_COUNTRIES, `at most ${MOST_COUNTRIES} countries`)
      .optional()
      .describe(
        'By country (ISO 3166), over quietHours: of the attribute country, else of the telephone number. Left out: quietHours hold everywhere',
      ),
    holdAtMostHours: z
      .int(ofKind('a whole number of hours'))
      .min(0)
      .max(168, 'at most 168 hours, which is a week')
      .describe('A message that quiet hours or priority hold back for longer is skipped'),
    holdout: z
      .strictObject({
        percent: z
          .number(ofKind('a number'))
          .gt(0, 'more than 0; to hold out nobody, send null instead of the holdout')
          .max(50, 'at most 50')
          .describe('Of all customers'),
        salt: z
          .string()
          .regex(/^[a-z0-9-]{1,40}$/, 'a salt is 1 to 40 lower-case letters, digits or hyphens')
          .default('holdout')
          .describe('Another salt holds out other customers; the same one, the same customers'),
      })
      .nullable()
      .describe('Customers who get no messages, so that what messages do can be measured. Null: nobody is held out'),
  })
  .meta({ id: 'Policies', description: 'When and how often customers may get messages, and who gets none' });

import { z } from 'zod';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { IYS_STATES, IYS_TYPES, RECIPIENT_TYPES } from '../../domain/iys/consent.ts';
import { IYS_PLACES, IYS_SOURCES } from '../../domain/iys/settings.ts';
import { time } from '../http/fields.ts';

/** What the calls about the register of messages share. */

const code = (what: string) => z.string().regex(/^\d{1,12}$/, `${what} is a number, as İYS shows it`);
const attributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, 'the name of an attribute begins with a letter and has at most 40 letters');

const fields = {
  on: z.boolean().describe('Off, nothing is uploaded, read or held back'),
  place: z
    .enum(IYS_PLACES)
    .describe('production, the sandbox of İYS, or stand-in: the one of this installation, for trying it out'),
  iysCode: code('an İYS code').describe('Of the company'),
  brandCode: code('a brand code').describe('Of the brand that messages are sent for'),
  username: z.string().min(1, 'a user has a name').max(200, 'a name has at most 200 characters').describe('Of the API'),
  source: z.enum(IYS_SOURCES).describe('Where consents are given, as İYS names places'),
  email: z
    .enum(['country', 'all'])
    .describe(
      'Which e-mail addresses İYS is about: those whose country attribute names Türkiye, or all. Numbers are told by +90',
    ),
  countryAttribute: attributeName.describe('The attribute with the country: TR, TUR or Türkiye'),
  recipientType: z
    .enum(RECIPIENT_TYPES)
    .describe('Of whoever says nothing else: a person (BIREYSEL) or a trader (TACIR)'),
  recipientTypeAttribute: attributeName
    .nullable()
    .describe('The attribute that may say TACIR or BIREYSEL; null: all are alike'),
};

export const wantedIys = z.strictObject({
  ...fields,
  on: fields.on.default(true),
  place: fields.place.default('production'),
  source: fields.source.default('HS_WEB'),
  email: fields.email.default('country'),
  countryAttribute: fields.countryAttribute.default('country'),
  recipientType: fields.recipientType.default('BIREYSEL'),
  recipientTypeAttribute: fields.recipientTypeAttribute.default(null),
  password: z
    .string()
    .min(1, 'a password is not empty')
    .max(200, 'a password has at most 200 characters')
    .optional()
    .describe('Of the API. Never shown again; left out, the stored one stays'),
});

export const shownIys = z
  .strictObject({
    settings: z.strictObject(fields).nullable().describe('Null: it was never set up'),
    since: time.nullable().describe('When it was last set up'),
    consents: z
      .strictObject({
        asking: z.int().describe('İYS is to be asked what it has'),
        due: z.int().describe('To be uploaded'),
        sent: z.int().describe('Uploaded, and not answered yet'),
        settled: z.int().describe('İYS has what it may have'),
        refused: z.int().describe('İYS did not take them'),
        overdue: z.int().describe('Of all, those whose three business days have passed'),
      })
      .describe('How many recipients are in which state'),
    lastDone: time.nullable().describe('When an exchange last came to its end; null: never'),
    trouble: z
      .strictObject({
        at: time,
        step: z.string().describe('collect, ask, upload, results or pull'),
        reason: z.string().describe('What İYS answered, without any address'),
      })
      .nullable()
      .describe('What keeps exchanges from their end; null: nothing does'),
  })
  .meta({ id: 'Iys', description: 'How the workspace speaks with the Turkish register of commercial messages' });

export const iysState = z.enum(IYS_STATES, `a state is one of ${IYS_STATES.join(', ')}`);

export const iysConsent = z
  .strictObject({
    customer: z.string().describe('As your events name them'),
    channel: z.enum(CHANNELS).describe('email or sms'),
    type: z.enum(IYS_TYPES).describe('As İYS calls it'),
    recipientType: z.enum(RECIPIENT_TYPES).describe('A person or a trader'),
    said: z
      .strictObject({ status: z.enum(['ONAY', 'RET']).describe('Agreed or refused'), at: time })
      .describe('Last, here'),
    registered: z
      .strictObject({
        status: z.enum(['ONAY', 'RET']).describe('Agreed or refused'),
        at: time,
        transactionId: z.string().nullable().describe('Of İYS; null: it was there before us'),
      })
      .nullable()
      .describe('What İYS has; null: nothing'),
    state: iysState.describe('Where it is on its way'),
    sends: z
      .enum(['confirmed', 'waiting', 'refused'])
      .describe('Marketing goes out when confirmed, waits while waiting, and is skipped when refused'),
    deadline: time.describe('Three business days after it was said'),
    overdue: z.boolean().describe('The deadline has passed, and İYS does not have it'),
    problem: z.string().nullable().describe('The code by which İYS refused it, such as H155'),
  })
  .meta({ id: 'IysConsent', description: 'One consent on its way to the register' });

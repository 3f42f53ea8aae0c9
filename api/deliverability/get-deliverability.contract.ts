import { z } from 'zod';
import { channelName } from '../../domain/channels/address.schema.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { journeyId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenDay, time } from '../http/fields.ts';

const many = (what: string) => z.int().describe(what);
const seen = (what: string) =>
  z
    .int()
    .nullable()
    .describe(`${what}, each once, as our own picture, link or button told; null: that is not looked at`);
const share = (of: string) => z.number().nullable().describe(`From 0 to 1, ${of}; null: of nothing`);

const fates = z
  .strictObject({
    sent: many('Messages that a provider took'),
    delivered: many('Of them, those that the provider told had arrived; only Twilio tells'),
    bounced: many('Of them, those that came back, or that the provider told had not arrived'),
    bouncedHard: many('Of these, those whose address nobody has'),
    complained: many('Reported as spam by their readers'),
    unsubscribed: many('By which, or in answer to which, their readers took their consent back'),
    unknown: many('It may have gone out, or not, and is not tried again'),
    failed: many('Refused by the provider, or given up'),
    opened: seen('Opened'),
    clicked: seen('Clicked in'),
    rates: z
      .strictObject({
        bounced: share('of those sent'),
        complained: share('of those sent that did not bounce'),
        unsubscribed: share('of those sent that did not bounce'),
        opened: share('of those sent that did not bounce'),
        clicked: share('of those sent that did not bounce'),
      })
      .describe('The same as shares'),
    warnings: z
      .array(z.enum(['complaints', 'complaints-blocking', 'bounces']))
      .describe(
        'complaints: more than `limits.complained`. complaints-blocking: `limits.complainedNever` or more, at which mailboxes refuse a sender. bounces: more than `limits.bounced`',
      ),
    few: z.boolean().describe('Whether so few were sent that one complaint alone is more than the limit'),
  })
  .meta({ id: 'Deliverability', description: 'Whether messages arrived' });

const byChannel = z.array(z.strictObject({ channel: z.enum(CHANNELS).describe('Its name'), messages: fates }));

export const getDeliverabilityContract = {
  method: 'get',
  path: '/v1/deliverability',
  summary: 'Whether messages arrive, by journey, channel and day',
  description:
    'Every message counts on the day on which it was decided, and so does whatever comes back of it later: the shares of a day are shares of what was sent on it. ' +
    'Bounces and complaints are those handed in by POST /v1/mail/reports. Gmail hands in no complaint by itself: its Postmaster Tools show how many there are.',
  scope: 'marketer',
  role: 'any',
  input: {
    query: z
      .strictObject({
        days: z.coerce
          .number()
          .int()
          .min(1)
          .max(400)
          .default(30)
          .describe('So many days, 1 to 400, the last one included'),
        to: givenDay
          .optional()
          .describe("The last day, such as 2026-11-20, in the workspace's time zone; left out: today"),
        journey: journeyId.optional().describe('Only of this journey'),
        version: z.coerce.number().int().min(1).optional().describe('Only of this version; asks for journey'),
        channel: channelName.optional().describe('Only on this channel: email, sms, telegram, push or mobile'),
      })
      .refine(({ journey, version }) => version === undefined || journey !== undefined, {
        path: ['version'],
        message: 'a version is one of a journey: say which, as journey=welcome',
      }),
  },
  output: {
    200: json(
      'From counters that change together with what each message is counted under.',
      z.strictObject({
        asOf: time,
        uncounted: z
          .int()
          .describe('Messages that are still being counted; above 0 after an upgrade or a large launch only'),
        from: z.iso.date().describe('The first day'),
        to: z.iso.date().describe('The last day'),
        limits: z
          .strictObject({
            complained: z.number().describe('The sender guidelines of Gmail want fewer than this'),
            complainedNever: z.number().describe('Gmail and Yahoo want never so many'),
            bounced: z.number().describe('The rule of thumb of mail services; no mailbox says a number'),
          })
          .describe('Above which shares there are warnings'),
        all: fates.describe('Of all messages asked for'),
        channels: byChannel.describe('By channel; those with nothing are left out'),
        journeys: z
          .array(
            z.strictObject({
              journey: z.string().describe('Its id'),
              name: z.string().describe('As it is live now; its id where it is not'),
              messages: fates,
            }),
          )
          .describe('By journey, those with warnings first, then by how many were sent'),
        byDay: z
          .array(
            z.strictObject({
              day: z.iso.date().describe('On which they were decided'),
              messages: fates,
              channels: byChannel.describe('Of this day, by channel; those with nothing are left out'),
            }),
          )
          .describe('Every day, the oldest first'),
      }),
    ),
  },
} as const satisfies Contract;

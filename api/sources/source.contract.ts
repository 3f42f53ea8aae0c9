import { z } from 'zod';
import { sourceId } from '../../domain/ids.schema.ts';
import { SOURCE_KINDS, sourceMapping } from '../../domain/sources/source.schema.ts';
import { IGNORED, REFUSED } from '../../domain/sources/translated.ts';
import { time } from '../http/fields.ts';

/** What the calls about sources share. */

export const sourceParams = z.strictObject({ id: sourceId.describe('Of the source') });

export const sourceKind = z
  .enum(SOURCE_KINDS)
  .describe(
    'api: a program of yours, by POST /v1/events. segment: a client of Segment. shopify, woocommerce: webhooks of a shop. browser: pages, by the token of a customer',
  );

export const sourceName = z
  .string()
  .regex(/^[^\p{Cc}]{1,80}$/u, 'a name is 1 to 80 printable characters')
  .describe('What people call it');

export const givenSecret = z
  .string()
  .regex(/^[\x21-\x7e]{16,200}$/, 'a secret is 16 to 200 printable ASCII characters without spaces')
  .describe('What the shop signs its webhooks with. It is kept sealed, and no call gives it back');

const counted = <Reasons extends readonly [string, ...string[]]>(reasons: Reasons, what: string) =>
  z
    .array(z.strictObject({ reason: z.enum(reasons).describe('Why'), count: z.int().describe('How many messages') }))
    .describe(`${what}, by reason; those that never happened are left out`);

const health = z
  .strictObject({
    last: time.describe('When it last sent anything, by the wall clock'),
    lagMs: z.int().nullable().describe('How long ago the newest event had happened when it last sent one; null: never'),
    accepted: z.int().describe('Messages whose events were stored'),
    duplicates: z.int().describe('Messages that were known already'),
    waiting: z.int().describe('Messages that came before anybody knew whose they are; most have gone on since'),
    ignored: counted(IGNORED, 'Messages that were understood and change nothing'),
    refused: counted(REFUSED, 'Messages that were not taken'),
    problems: z
      .array(
        z.strictObject({
          at: time,
          id: z.string().nullable().describe('Of the message; null where it may be personal'),
          reason: z.enum(REFUSED).describe('Why it was refused'),
          path: z.string().describe('Where'),
          message: z.string().describe('What is wrong, and what to send instead'),
        }),
      )
      .describe('The newest 50 that were refused, newest first; nothing of what they said is kept'),
    requests: z
      .array(
        z.strictObject({
          at: time,
          topic: z.string().describe('Such as customers/redact'),
          customer: z
            .string()
            .nullable()
            .describe('Whom it is about; null: the whole shop, nobody who is known, or somebody who is erased'),
        }),
      )
      .describe(
        'The newest 100 requests by law that a shop passed on, newest first. customers/redact has begun an erasure; the others are noted, and not carried out',
      ),
  })
  .meta({ id: 'SourceHealth', description: 'How a source has been sending since it was first heard of' });

export const shownSource = z
  .strictObject({
    id: z.string().describe('Events name it as their source'),
    kind: sourceKind,
    name: z.string().describe('What people call it'),
    declared: z.boolean().describe('false: nobody has declared it, and it sends all the same'),
    mapping: sourceMapping,
    since: time.nullable().describe('When it was declared; null: it was not'),
    key: z.string().nullable().describe('Id of the key that it sends with; null: it has none'),
    hasSecret: z.boolean().describe('Whether a secret is kept'),
    address: z
      .string()
      .nullable()
      .describe('Where its webhooks go, below the address of this server; null: it has none'),
    health: health.nullable().describe('null: it has never sent anything'),
  })
  .meta({ id: 'Source', description: 'Where events come from, and how it goes' });

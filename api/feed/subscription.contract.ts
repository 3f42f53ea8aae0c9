import { z } from 'zod';
import { FEED_KINDS } from '../../domain/feed/kinds.ts';
import { subscriptionId } from '../../domain/ids.schema.ts';
import { webAddress } from '../../domain/input/web-address.schema.ts';
import { time } from '../http/fields.ts';
import { feedToken } from './feed.contract.ts';

/** What the calls about subscriptions share. */

export const subscriptionParams = z.strictObject({ id: subscriptionId.describe('Of the subscription') });

export const receiverUrl = webAddress.describe(
  'Where to: an http or https address in public; private ones are refused',
);

export const wantedKinds = z
  .array(z.enum(FEED_KINDS))
  .min(1, 'name at least one kind, or leave kinds out for all')
  .max(FEED_KINDS.length)
  .describe('Which kinds of changes; left out: all');

export const placeToken = z
  .union([feedToken, z.enum(['now', 'oldest'])], { error: 'a token is the field resume of a line; or now, or oldest' })
  .describe('A token; now: only what comes; oldest: everything that is kept');

export const shownSubscription = z
  .strictObject({
    id: z.string().describe('Your name for it'),
    url: z.string().describe('Where changes are sent'),
    kinds: z.array(z.enum(FEED_KINDS)).nullable().describe('Which kinds; null: all'),
    since: time.describe('When it was made'),
    state: z
      .enum(['up-to-date', 'behind', 'retrying', 'paused'])
      .describe('retrying: the last call failed, and is made again by the schedule'),
    paused: z
      .strictObject({
        since: time,
        because: z
          .enum(['asked', 'gone', 'failing', 'refused', 'too-old'])
          .describe(
            'asked: somebody paused it. gone: the address answered 410. failing: every attempt failed. refused: the address is not in public. too-old: what it lacks is not kept any more',
          ),
      })
      .nullable()
      .describe('null: it is not paused'),
    alert: z.string().nullable().describe('What somebody has to look at, in a sentence; null: nothing'),
    resume: z.string().describe('The token of the last change that it has'),
    behind: z.int().describe('Changes of all kinds that have come since'),
    failed: z.int().describe('How often the call that is under way has failed; 0: it has not'),
    replaying: z.boolean().describe('A span is being sent once more'),
    nextAttemptAt: time.nullable().describe('When a call that failed is made again; null: none has'),
    deliveredAt: time.nullable().describe('When a call was last taken; null: never'),
    secret: z
      .strictObject({
        since: time.describe('When it was made'),
        previousUntil: time.nullable().describe('Until when the one before signs beside it; null: it does not'),
      })
      .describe('The secret itself is never told again'),
  })
  .meta({ id: 'Subscription', description: 'A receiver of changes, and how far it is' });

import { z } from 'zod';
import { FEED_KINDS } from '../../domain/feed/kinds.ts';
import { text, type Contract } from '../http/contract.ts';
import { commaList } from '../http/fields.ts';
import { feedToken } from './feed.contract.ts';

const MOST_LINES = 100_000;

export const getFeedContract = {
  method: 'get',
  path: '/v1/feed',
  summary: 'Every change, once and in order',
  description:
    'One JSON object a line, in an order that never changes, of what is final: moves, stages of silence, audiences, facts of journeys, what became of messages, points, tiers, badges, quests, coupons, draws and referrals. ' +
    'Each line says in resume where to go on behind it; keep the last one with what you have stored, in one transaction, and you neither miss nor repeat anything. ' +
    'change names the change: withdrawn says that the change of that name, told before, has not happened, which comes only after an outage in which what was written had to be decided again. ' +
    'The last line has the kind end, and more: true where there is more to read at once. A heartbeat comes every 15 s while nothing else does, where you follow. ' +
    'It ends when the server stops or the key does: go on with the last resume. PUT /v1/feed/settings begins the feed; GET /v1/feed/settings says how far back it reaches. See docs/feed.md.',
  scope: 'operator',
  role: 'operator',
  lasting: true,
  input: {
    query: z.strictObject({
      after: z
        .union([feedToken, z.literal('now')], { error: 'a token is the field resume of a line, as it is; or now' })
        .optional()
        .describe('The resume of the last line that you have; now: only what comes; left out: all that is kept'),
      kinds: commaList(z.enum(FEED_KINDS), FEED_KINDS.length, 'kinds')
        .optional()
        .describe(`Which kinds, such as move,journey; left out: all. They are ${FEED_KINDS.join(', ')}`),
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(MOST_LINES)
        .default(10_000)
        .describe(`It ends after so many lines, 1 to ${MOST_LINES}; says nothing where you follow`),
      wait: z
        .string()
        .regex(/^\d+$/, 'seconds to wait are a whole number from 0 to 60')
        .transform(Number)
        .pipe(z.number().max(60))
        .default(0)
        .describe('Seconds to wait for a first line, 0 to 60, where there is none yet'),
      follow: z
        .enum(['true', 'false'])
        .default('false')
        .transform((is) => is === 'true')
        .describe('true: it goes on for as long as you read'),
    }),
  },
  output: { 200: text('One JSON object a line.', 'application/x-ndjson') },
  problems: ['conflict', 'feed-too-old', 'rate-limited'],
} as const satisfies Contract;

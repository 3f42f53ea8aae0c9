import { z } from 'zod';
import { IGNORED, REFUSED } from '../../domain/sources/translated.ts';
import { json, type Contract } from '../http/contract.ts';
import { anyJson } from '../http/fields.ts';

/** What the calls of Segment's HTTP API share. */

const MOST = 500;

export const takenMessage = z
  .strictObject({
    id: z.string().nullable().describe('Its messageId; null where there was none to read'),
    status: z
      .enum(['accepted', 'duplicate', 'waiting', 'ignored', 'refused'])
      .describe(
        'accepted: stored durably, and applied exactly once. duplicate: already here. waiting: kept for 30 days until its customer is known. ' +
          'ignored: understood, and it changes nothing. refused: not taken',
      ),
    reason: z
      .enum([...IGNORED, ...REFUSED])
      .optional()
      .describe('Why it was ignored or refused'),
    path: z.string().optional().describe('Where, if it was refused'),
    message: z.string().optional().describe('What is wrong, and what to send instead'),
  })
  .meta({ id: 'TakenMessage', description: 'What became of one message of a source' });

const reply = json(
  'Read. Clients of Segment send nothing again that has this status, so what was refused is said here, and stays visible in GET /v1/sources.',
  z
    .strictObject({
      success: z.boolean().describe('Whether nothing was refused'),
      results: z.array(takenMessage).describe('One per message, in the order given'),
    })
    .meta({ id: 'TakenMessages', description: 'What became of the messages of a source' }),
);

const message = z.record(z.string(), anyJson);

/** Each message is read by itself, so that one that is not right costs no other. */
export const batchShape = z.object({
  batch: z
    .array(anyJson)
    .max(MOST, `at most ${MOST} messages at once`)
    .describe('Messages, each of which says its type'),
  sentAt: anyJson.optional().describe('When it was sent, by the clock of the sender: times are corrected by it'),
  context: anyJson.optional().describe('Of every message that brings none'),
});

const shared = {
  method: 'post',
  scope: 'ingest',
  role: 'none',
  audit: 'unwritten',
  writeKey: true,
  media: ['application/json', 'text/plain'],
  input: { body: message.describe('As the specification of Segment says') },
  output: { 200: reply },
  problems: ['store-away'],
} as const;

const KEY =
  'The key is taken as the user name of HTTP Basic too, as clients of Segment send their write key. ' +
  'A name of their commerce and e-mail specifications becomes a type of ours, and rules of the source go before that; see docs/sources.md.';

export const postTrackContract = {
  ...shared,
  path: '/v1/track',
  summary: 'Segment: what somebody did',
  description: KEY,
  example: {
    userId: 'u-17',
    messageId: 'm-1',
    event: 'Order Completed',
    properties: { order_id: '1001', total: 40 },
  },
} as const satisfies Contract;

export const postIdentifyContract = {
  ...shared,
  path: '/v1/identify',
  summary: 'Segment: what is known of somebody',
  description:
    'Traits become attributes, but for what is personal; an address goes into the address book where the mapping of the source says so, and ' +
    'nowhere else. What their anonymousId did so far and waits is theirs from now on.',
  example: { userId: 'u-17', anonymousId: 'a-1', messageId: 'm-2', traits: { plan: 'pro' } },
} as const satisfies Contract;

export const postPageContract = {
  ...shared,
  path: '/v1/page',
  summary: 'Segment: a page that somebody looked at',
  description: 'It is a view, by the path of the page; what stands behind the path is dropped.',
  example: { userId: 'u-17', messageId: 'm-3', name: 'Mugs', context: { page: { path: '/mugs' } } },
} as const satisfies Contract;

export const postScreenContract = {
  ...shared,
  path: '/v1/screen',
  summary: 'Segment: a screen that somebody looked at',
  description: 'It is a view.',
  example: { userId: 'u-17', messageId: 'm-4', name: 'Mugs' },
} as const satisfies Contract;

export const postAliasContract = {
  ...shared,
  path: '/v1/alias',
  summary: 'Segment: whom somebody anonymous turned out to be',
  description:
    'What waits of previousId is told of userId, and so is what comes. Two customers stay two, for each has a workflow and a history of their own: ' +
    'an alias of one who is a customer already is ignored.',
  example: { userId: 'u-17', previousId: 'a-1', messageId: 'm-5' },
} as const satisfies Contract;

export const postGroupContract = {
  ...shared,
  path: '/v1/group',
  summary: 'Segment: a group that somebody belongs to',
  description: 'Understood and ignored: there are no groups here. The reply says so.',
  example: { userId: 'u-17', groupId: 'g-1', messageId: 'm-6' },
} as const satisfies Contract;

export const postBatchContract = {
  ...shared,
  path: '/v1/batch',
  summary: 'Segment: several of these at once',
  description: `Up to ${MOST} messages, 512 KB and 32 KB each; this is what their clients for servers send. ${KEY}`,
  input: {
    body: z.object({
      batch: z.array(z.unknown()).max(MOST, `at most ${MOST} messages at once`),
      sentAt: z.unknown().optional(),
      context: z.unknown().optional(),
    }),
  },
  shape: batchShape,
  limits: 'per-item',
  problems: ['invalid', 'store-away'],
  example: {
    batch: [{ type: 'track', userId: 'u-17', messageId: 'm-7', event: 'Signed Up' }],
    sentAt: '2026-11-20T10:00:00Z',
  },
} as const satisfies Contract;

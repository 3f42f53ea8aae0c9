import { z } from 'zod';
import { ADDRESSES, pushSubscription } from '../../domain/channels/address.schema.ts';
import { isPushService } from '../../domain/channels/push-services.ts';
import { json, type Contract } from '../http/contract.ts';
import { customerParam } from '../http/fields.ts';

const whose = customerParam.optional().describe('Whose it is; with a token it is its customer');

const browser = pushSubscription
  .refine(({ endpoint }) => isPushService(endpoint), {
    path: ['endpoint'],
    message: 'an endpoint from a page is one of the push services of Google, Mozilla, Microsoft or Apple',
  })
  .meta({ id: 'BrowserSubscription', description: 'Of a browser, as pushManager.subscribe gave it; or else a device' });

const where = {
  customer: whose,
  subscription: browser.optional(),
  device: ADDRESSES.mobile.optional().describe('Of a phone: the registration token that Firebase gave the app'),
};

export const getPushContract = {
  method: 'get',
  path: '/v1/placements/push',
  summary: 'What a browser subscribes to push with',
  description: 'For pages, with a token of the customer. In a workspace with a test clock there always is a key.',
  scope: 'ingest',
  role: 'none',
  token: true,
  input: { query: z.strictObject({ customer: whose }) },
  output: {
    200: json(
      'The key.',
      z.strictObject({
        publicKey: z
          .string()
          .nullable()
          .describe('The applicationServerKey of pushManager.subscribe; null: push is not set up'),
      }),
    ),
  },
} as const satisfies Contract;

const stored = json('Done.', z.strictObject({ channel: z.enum(['push', 'mobile']).describe('Where it reaches them') }));

export const postPushContract = {
  method: 'post',
  path: '/v1/placements/push',
  summary: 'Register a browser or a phone for push',
  description:
    'By the page or app of the customer, with their token. It becomes their address of the channel push (a browser) or mobile (a phone), in place of the one before, and ' +
    'whoever had the same one before has it no more: people share browsers. With wording, marketing on that channel is consented to.',
  scope: 'ingest',
  role: 'none',
  token: true,
  audit: 'unwritten',
  input: {
    body: z.strictObject({
      ...where,
      wording: z
        .string()
        .min(1)
        .max(2_000)
        .optional()
        .describe('The exact text that they agree to by this; left out, no consent is noted'),
    }),
  },
  output: { 200: stored },
  problems: ['erased', 'store-away'],
  example: { device: 'fXyAbCdEfGhIjKlMnOpQrS:APA91b', wording: 'Tell me about my orders and offers on this phone.' },
} as const satisfies Contract;

export const postPushOffContract = {
  method: 'post',
  path: '/v1/placements/push/off',
  summary: 'Remove a browser or a phone from push',
  description:
    'By the page or app of the customer, with their token. Only the one that is named goes: where another one has taken its place, that one stays. Consents stay as they are.',
  scope: 'ingest',
  role: 'none',
  token: true,
  audit: 'unwritten',
  input: { body: z.strictObject(where) },
  output: { 200: stored },
  problems: ['erased', 'store-away'],
  example: { device: 'fXyAbCdEfGhIjKlMnOpQrS:APA91b' },
} as const satisfies Contract;

import { z } from 'zod';
import { sourceId, workspaceId } from '../../domain/ids.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { takenMessage } from './segment.contract.ts';

export const postHookContract = {
  method: 'post',
  path: '/v1/hooks/:workspace/:id',
  summary: 'Take a webhook of a shop',
  description:
    'Of Shopify (X-Shopify-Topic, X-Shopify-Hmac-Sha256) and WooCommerce (X-WC-Webhook-Topic, X-WC-Webhook-Signature): the body is checked byte for byte by its HMAC-SHA-256 with the ' +
    'secret of the source, and is at most 512 KB. What is signed and cannot be taken has the status 200 too, for a shop would send it again and again and then stop for good; it stays visible in GET /v1/sources.',
  scope: 'signed',
  audit: 'unwritten',
  input: {
    params: z.strictObject({
      workspace: workspaceId.describe('Of the source'),
      id: sourceId.describe('Of the source'),
    }),
    body: 'bytes',
  },
  media: ['application/json', 'application/x-www-form-urlencoded'],
  output: {
    200: json(
      'Read.',
      z.strictObject({
        results: z.array(takenMessage).describe('One; none for a call that only asks whether anybody is here'),
      }),
    ),
  },
  problems: ['unauthorized', 'store-away'],
} as const satisfies Contract;

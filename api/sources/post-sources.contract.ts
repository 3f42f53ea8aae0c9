import { z } from 'zod';
import { sourceId } from '../../domain/ids.schema.ts';
import { sourceMapping, USUAL_MAPPING } from '../../domain/sources/source.schema.ts';
import { json, type Contract } from '../http/contract.ts';
import { givenSecret, shownSource, sourceKind, sourceName } from './source.contract.ts';

export const postSourcesContract = {
  method: 'post',
  path: '/v1/sources',
  summary: 'Declare a source',
  description:
    'Sources of the kinds api and segment get a key of their own with the scope ingest. Those of shopify and woocommerce have a secret, by which their webhooks are checked: ' +
    'of Shopify it is the one that it signs with, of WooCommerce one of your choice, or one that is made here. Keys and secrets that are made here are shown only once. ' +
    'Secrets are sealed with SECRETS_KEY, so without that there are no sources of shops.',
  scope: 'admin',
  role: 'admin',
  audit: 'source',
  input: {
    body: z.strictObject({
      id: sourceId.describe('Events name it as their source'),
      kind: sourceKind,
      name: sourceName,
      mapping: sourceMapping.default(USUAL_MAPPING).describe('How what it says is read'),
      secret: givenSecret.optional().describe('Of shopify and woocommerce: what webhooks are signed with'),
    }),
  },
  output: {
    201: json(
      'Declared.',
      z
        .strictObject({
          id: z.string().describe('Of the source'),
          secret: z
            .string()
            .nullable()
            .describe('The key to send with, or the secret to sign with, where it was made here; shown only now'),
          source: shownSource,
        })
        .meta({ id: 'NewSource', description: 'A source, and its secret, shown once' }),
    ),
  },
  problems: ['conflict', 'taken'],
  example: { id: 'my-shop', kind: 'segment', name: 'Shop backend', mapping: { contact: ['email'] } },
} as const satisfies Contract;

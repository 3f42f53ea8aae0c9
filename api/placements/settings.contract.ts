import { z } from 'zod';
import { MOST_TOKEN_KEYS, TOKEN_MODES } from '../../domain/policy/placement-tokens.ts';
import { isOrigin } from '../../domain/input/origin.ts';
import { time } from '../http/fields.ts';

/** What the calls about the settings of placements share. */

const MOST_ORIGINS = 20;

const origin = z
  .string()
  .max(200, 'an origin has at most 200 characters')
  .refine(isOrigin, 'an origin is such as https://shop.example.com, in small letters and without a path');

export const wantedSettings = z.strictObject({
  mode: z
    .enum(TOKEN_MODES)
    .describe(
      'off: only keys are taken. optional: a token of the customer too. required: only tokens, so that no key shows what customers see',
    ),
  origins: z
    .array(origin)
    .max(MOST_ORIGINS, `at most ${MOST_ORIGINS} origins`)
    .describe('Pages that may ask from a browser, such as https://shop.example.com'),
  pollSeconds: z
    .int()
    .min(1, 'at least 1 second')
    .max(86_400, 'at most a day, which is 86400 seconds')
    .describe('How long pages wait between two looks; they are told it with every reply'),
});

const tokenKey = z
  .strictObject({
    id: z.string().describe('Its kid: tokens name it in their header'),
    alg: z.enum(['HS256', 'EdDSA']).describe('The only algorithm that its tokens may be signed with'),
    since: time,
  })
  .meta({ id: 'TokenKey', description: 'By what tokens of customers are checked; never its secret' });

export const shownSettings = z
  .strictObject({
    ...wantedSettings.shape,
    keys: z.array(tokenKey).max(MOST_TOKEN_KEYS).describe('The newest first'),
  })
  .meta({ id: 'PlacementSettings', description: 'Who may see and tell of placements, and from where' });

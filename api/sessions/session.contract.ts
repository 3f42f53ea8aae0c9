import { z } from 'zod';
import { ROLES } from '../../domain/people/roles.ts';
import { SCOPES } from '../../domain/scopes.ts';
import { empty, json, type Contract } from '../http/contract.ts';
import { time } from '../http/fields.ts';

const session = z
  .strictObject({
    workspace: z
      .strictObject({
        id: z.string().describe('As it was made'),
        currency: z.string().describe('ISO 4217'),
        minorDigits: z.int().describe('How many digits of an amount follow the point'),
        timezone: z.string().describe('IANA time zone; days are counted in it'),
        testClock: z.boolean().describe('Its time stands still and moves only when told to'),
      })
      .describe('Where whoever asks belongs to'),
    scopes: z.array(z.enum(SCOPES)).describe('What the key may do; empty where a person is signed in'),
    roles: z.array(z.enum(ROLES)).describe('The roles whose calls they may make'),
    user: z
      .strictObject({
        id: z.string().describe('Of this installation'),
        name: z.string().describe('As they gave it'),
        role: z.enum(ROLES).describe('What they may do'),
      })
      .nullable()
      .describe('The person who is signed in; null where it is a key'),
    endsAt: time.nullable().describe('When a browser is signed out; null where a key was sent'),
  })
  .meta({ id: 'Session', description: 'Who asks, and in which workspace' });

export const getSessionContract = {
  method: 'get',
  path: '/v1/session',
  summary: 'Who is signed in',
  scope: 'marketer',
  role: 'any',
  input: {},
  output: { 200: json('As seen from the key or the cookie that was sent.', session) },
} as const satisfies Contract;

export const postSessionContract = {
  method: 'post',
  path: '/v1/session',
  summary: 'Sign a browser in',
  description:
    'With a key in the header Authorization, as any call. Leaves a cookie that scripts cannot read, for twelve hours: calls with it may do what the key may do, and writes only from pages of this server.',
  scope: 'marketer',
  role: 'none',
  // Signing in by a link is the same and no call, so whoever opens the session writes it.
  audit: 'unwritten',
  input: {},
  output: { 204: empty('Signed in.') },
} as const satisfies Contract;

export const deleteSessionContract = {
  method: 'delete',
  path: '/v1/session',
  summary: 'Sign a browser out',
  description: 'The session of the cookie ends at once in this process, and everywhere after at most five seconds.',
  scope: 'marketer',
  role: 'any',
  audit: 'session',
  input: {},
  output: { 204: empty('Signed out; with a key instead of a cookie nothing ends.') },
} as const satisfies Contract;

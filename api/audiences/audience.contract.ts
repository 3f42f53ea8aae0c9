import { z } from 'zod';
import { audienceDefinition } from '../../domain/audience/definition.schema.ts';
import { audienceId } from '../../domain/ids.schema.ts';
import type { JsonLimits } from '../http/contract.ts';
import { fieldProblem, money, playbookVersion, time, uncounted } from '../http/fields.ts';

/** What the calls about audiences share. */
export const audienceParams = z.strictObject({ id: audienceId.describe('Of the audience, such as regulars') });

/** Conditions nest; nothing else of a definition does. */
export const audienceLimits: JsonLimits = { depth: 16, keysPerObject: 200, values: 20_000 };

/** The handler reads it itself, to name everything that is wrong at once. */
export const audienceBody = z.unknown();
export const audienceShape = audienceDefinition.partial({ id: true }).meta({
  id: 'Audience',
  description:
    'A segment of your own. Everybody is in it for whom the condition holds, from the very instant on at which it does. The condition is ' +
    'asked of no event and of no journey: it has no event.<name>, no entry.<name>, and nothing since entering. At most 16 levels deep',
});

export const members = z.int().describe('Who is in it now');
export const archived = z.boolean().describe('Whether it is put away: nobody is in it until it is published again');
export const liveVersion = z.int().describe('1 for the first that was published');

export const audienceView = z
  .strictObject({
    id: z.string().describe('Its name in the address'),
    draft: audienceShape.describe('The definition as it was last saved, or else what is live'),
    savedAt: time.nullable().describe('When the draft was saved; null: never, since it was published'),
    problems: z.array(fieldProblem).describe('What keeps the draft from being published'),
    live: z
      .strictObject({ version: liveVersion, definition: audienceShape })
      .nullable()
      .describe('Null: it was never published'),
    archived,
    changed: z.boolean().describe('Whether publishing the draft would change anything'),
    customers: members,
    revenue: money.describe('What those in it spent within the rolling window, minor units'),
    uncounted,
  })
  .meta({ id: 'AudienceView', description: 'An audience as its author sees it' });

export const publishedAudience = z
  .strictObject({
    audience: z.string().describe('Its id'),
    version: liveVersion,
    playbook: playbookVersion,
    changed: z.boolean().describe('False where it was so already'),
    rollout: z
      .string()
      .nullable()
      .describe('The job that wakes whoever comes in or goes out by this; null: nobody does, or there is none'),
  })
  .meta({ id: 'PublishedAudience', description: 'What is in force now' });

export const audienceExample = {
  name: 'Regulars',
  description: 'Bought twice within the last 90 days, and at least once for 50 or more',
  condition: {
    all: [
      { did: 'purchase', times: 2, within: '90d' },
      { did: 'purchase', when: { field: 'event.amount', op: 'gte', value: 5_000 } },
    ],
  },
};

import { z } from 'zod';

const version = z.int().nullable().describe('Null: before their first decision');
const customerCount = z.int().describe('How many live by it');
const share = z.number().describe('Of all known customers, from 0 to 1');

/** By which rules those live whom a page counts. */
export const rulesInUse = z
  .strictObject({
    playbook: z.int().describe('The version in force'),
    scoring: z.int().describe('The scoring model in force'),
    silence: z.int().describe('The rules of silence in force'),
    adopted: share.describe('Share of all known customers who live by the rules in force; below 1 during a rollout'),
    versions: z
      .array(z.strictObject({ scoring: version, silence: version, customers: customerCount, share }))
      .describe('By which versions they live, newest first'),
  })
  .meta({
    id: 'RulesInUse',
    description: 'By which rules customers live; figures may rest on several versions until a rollout is done',
  });

/** One of the two kinds of rules by itself. */
export const adoption = z.array(z.strictObject({ version, customers: customerCount, share })).meta({
  id: 'AdoptedVersions',
  description: 'By which version how many customers live, newest first; after a rollout everybody by the one in force',
});

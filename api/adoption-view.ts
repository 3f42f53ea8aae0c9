import { z } from 'zod';
import type { RulesCount } from '../db/adoption.ts';
import type { Playbook } from '../domain/playbook.ts';

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
  id: 'Adoption',
  description: 'By which version how many customers live, newest first; after a rollout everybody by the one in force',
});

export function rulesInUseView(
  counts: readonly RulesCount[],
  { version: playbook, scoring, silence }: Pick<Playbook, 'version' | 'scoring' | 'silence'>,
): z.infer<typeof rulesInUse> {
  const shareOf = sharesAmong(counts);
  const versions = counts
    .toSorted((a, b) => b.scoring - a.scoring || b.silence - a.silence)
    .map((one) => ({
      scoring: versionOrNull(one.scoring),
      silence: versionOrNull(one.silence),
      customers: one.customers,
      share: shareOf(one.customers),
    }));
  const current = versions.find((one) => one.scoring === scoring.version && one.silence === silence.version);
  const adopted = counts.length === 0 ? 1 : (current?.share ?? 0);
  return { playbook, scoring: scoring.version, silence: silence.version, adopted, versions };
}

export function adoptionView(counts: readonly RulesCount[], of: 'scoring' | 'silence'): z.infer<typeof adoption> {
  const customers = new Map<number, number>();
  for (const one of counts) customers.set(one[of], (customers.get(one[of]) ?? 0) + one.customers);
  const shareOf = sharesAmong(counts);
  return [...customers]
    .toSorted(([a], [b]) => b - a)
    .map(([one, count]) => ({ version: versionOrNull(one), customers: count, share: shareOf(count) }));
}

function sharesAmong(counts: readonly RulesCount[]): (customers: number) => number {
  const all = counts.reduce((sum, { customers }) => sum + customers, 0);
  return (customers) => customers / all;
}

function versionOrNull(one: number): number | null {
  return one === 0 ? null : one;
}

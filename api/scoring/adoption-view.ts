import type { z } from 'zod';
import type { RulesCount } from '../../db/customers/adoption.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { adoption, rulesInUse } from './adoption.contract.ts';

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

import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import type { CallReply } from '../../api/call.ts';

type Customer = CallReply<typeof getCustomersContract>['customers'][number];
export type Change = NonNullable<Customer['nextChange']>;

/** People for whom time alone will do the same. */
export interface ChangeGroup {
  readonly what: Change['what'];
  /** Into which segment they come; null: they stay in theirs. */
  readonly to: string | null;
  /** In the order in which it happens. */
  readonly people: readonly { readonly id: string; readonly change: Change }[];
}

/** What brings a change about: the scores, the rules of silence, or anything else. The three are never told in one breath. */
export const CAUSES = ['scores', 'silence', 'other'] as const;

export function causeOf(what: Change['what']): (typeof CAUSES)[number] {
  if (what === 'segment') return 'scores';
  return what === 'overdue' || what === 'lapsed' ? 'silence' : 'other';
}

/** Groups people by what becomes of them, what comes first standing first; what says least stands last. */
export function byChange(customers: readonly Customer[]): readonly ChangeGroup[] {
  const groups = new Map<
    string,
    { what: Change['what']; to: string | null; people: { id: string; change: Change }[] }
  >();
  for (const { id, nextChange: change } of customers) {
    if (change === null) continue;
    const { what, to } = change;
    const key = `${what}:${to ?? ''}`;
    const group = groups.get(key) ?? { what, to, people: [] };
    group.people.push({ id, change });
    groups.set(key, group);
  }
  const all = [...groups.values()];
  const isOther = ({ what }: ChangeGroup) => causeOf(what) === 'other';
  return [...all.filter((group) => !isOther(group)), ...all.filter(isOther)];
}

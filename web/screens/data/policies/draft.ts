import type { getPoliciesContract } from '../../../../api/policies/get-policies.contract.ts';
import type { CallReply } from '../../../api/call.ts';

export type PoliciesView = CallReply<typeof getPoliciesContract>;
export type Policies = PoliciesView['policies']['definition'];
export type Cap = Policies['otherwise'];
type CategoryRule = NonNullable<Policies['categories']>[string];

/** Caps by segment, as a map: segments are named by callers. */
export function capsOf({ caps }: Policies): ReadonlyMap<string, Cap> {
  return new Map(Object.entries(caps));
}

/** Sets the cap of a segment, or takes it away. */
export function withCap(policies: Policies, segment: string, cap: Cap | null): Policies {
  const others = [...capsOf(policies)].filter(([id]) => id !== segment);
  return { ...policies, caps: Object.fromEntries(cap ? [...others, [segment, cap]] : others) };
}

/** Sets the cap of e-mails, or takes it away. */
export function withEmailCap(policies: Policies, cap: Cap | null): Policies {
  const { channels: _channels, ...others } = policies;
  return cap ? { ...others, channels: { email: cap } } : others;
}

export function categoriesOf({ categories }: Policies): ReadonlyMap<string, CategoryRule> {
  return new Map(Object.entries(categories ?? {}));
}

/** Sets what holds for a category, or takes it away; without any, none is named at all. */
export function withCategory(policies: Policies, category: string, rule: CategoryRule | null): Policies {
  const rules = new Map(categoriesOf(policies));
  if (rule) rules.set(category, rule);
  else rules.delete(category);
  const { categories: _categories, ...others } = policies;
  return rules.size === 0 ? others : { ...others, categories: Object.fromEntries(rules) };
}

/** The name of a category as journeys write it. */
export function categoryName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}

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

type QuietHours = NonNullable<Policies['quietHours']>;
export const QUIET_PLACES = ['all', 'email', 'sms', 'telegram', 'push', 'mobile'] as const;
export type QuietPlace = (typeof QUIET_PLACES)[number];

/** One rule of a country, of all its channels or of one; `null`: no quiet hours. */
export interface CountryRule {
  readonly country: string;
  readonly channel: QuietPlace;
  readonly hours: QuietHours | null;
}

/** By country, and within it all channels first. */
export function countryRulesOf({ quietHoursIn = {} }: Policies): readonly CountryRule[] {
  return Object.entries(quietHoursIn).flatMap(([country, rule]) =>
    QUIET_PLACES.flatMap((channel) => {
      const hours = rule[channel];
      return hours === undefined ? [] : [{ country, channel, hours }];
    }),
  );
}

/** Sets what holds in a country, or takes it away with `undefined`; without any, none is named at all. */
export function withCountryRule(
  policies: Policies,
  { country, channel }: Pick<CountryRule, 'country' | 'channel'>,
  hours: QuietHours | null | undefined,
): Policies {
  const { quietHoursIn = {}, ...others } = policies;
  const countries = new Map(Object.entries(quietHoursIn));
  const rules = new Map(Object.entries(countries.get(country) ?? {}));
  if (hours === undefined) rules.delete(channel);
  else rules.set(channel, hours);
  if (rules.size === 0) countries.delete(country);
  else countries.set(country, Object.fromEntries(rules));
  return countries.size === 0 ? others : { ...others, quietHoursIn: Object.fromEntries(countries) };
}

/** Two letters, as they are kept; empty where it is no country yet. */
export function countryCode(text: string): string {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : '';
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

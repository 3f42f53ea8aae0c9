import type { Source } from './source.ts';
import type { Mapping } from './tried.tsx';

export type SavedRule = NonNullable<Mapping['events']>[number];
export type RuleField = keyof NonNullable<SavedRule['fields']>;

/** What an event may become besides a type of one's own. */
export const TYPES = ['purchase', 'refund', 'view', 'cart', 'open', 'click', 'ignore'] as const;
export type RuleType = (typeof TYPES)[number] | 'own';

/** A rule as it is worked on: every field as a text. */
export interface Rule {
  readonly event: string;
  readonly becomes: RuleType;
  /** The type of one's own, where it becomes one. */
  readonly own: string;
  readonly fields: Readonly<Partial<Record<RuleField, string | undefined>>>;
}

/** Which of our fields may lie elsewhere, by what the event becomes. */
export function fieldsOf(becomes: RuleType): readonly RuleField[] {
  switch (becomes) {
    case 'purchase':
    case 'refund':
      return ['order', 'amount', 'currency', 'items'];
    case 'view':
    case 'cart':
      return ['item'];
    case 'open':
    case 'click':
    case 'ignore':
    case 'own':
      return [];
  }
}

export function ruleFrom({ event, type, fields = {} }: SavedRule): Rule {
  const becomes = TYPES.find((one) => one === type) ?? 'own';
  return { event, becomes, own: becomes === 'own' ? type : '', fields };
}

/** Fields that were written for another type are left out. */
export function ruleOf({ event, becomes, own, fields }: Rule): SavedRule {
  const said = fieldsOf(becomes).flatMap((field) => (fields[field] ? [[field, fields[field]] as const] : []));
  const type = becomes === 'own' ? own : becomes;
  return { event, type, ...(said.length === 0 ? {} : { fields: Object.fromEntries(said) }) };
}

/** Whether what it sends is in the words of others. */
export function isForeign(kind: Source['kind']): boolean {
  return kind === 'segment' || kind === 'shopify' || kind === 'woocommerce';
}

export const CONTACT = ['email', 'timezone', 'consent'] as const;
export type ContactField = (typeof CONTACT)[number];

/** What of a contact a source of this kind says at all. */
export function contactOf(kind: Source['kind']): readonly ContactField[] {
  switch (kind) {
    case 'segment':
      return CONTACT;
    case 'shopify':
      return ['email', 'consent'];
    case 'woocommerce':
      return ['email'];
    case 'api':
    case 'browser':
      return [];
  }
}

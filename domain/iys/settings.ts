import { presentAttributes, type Attributes } from '../attributes/attributes.ts';
import type { Channel } from '../channels/channel.ts';
import { countryNamed, countryOfNumber } from '../channels/country.ts';
import { RECIPIENT_TYPES, type RecipientType } from './consent.ts';

/** Where the register is: the real one, its own for trying out, or the stand-in of this installation. */
export const IYS_PLACES = ['production', 'sandbox', 'stand-in'] as const;
export type IysPlace = (typeof IYS_PLACES)[number];

/** Where a shop says that consents were given, as the register names places. */
export const IYS_SOURCES = [
  'HS_WEB',
  'HS_MOBIL',
  'HS_FIZIKSEL_ORTAM',
  'HS_ISLAK_IMZA',
  'HS_CAGRI_MERKEZI',
  'HS_SOSYAL_MEDYA',
  'HS_EPOSTA',
  'HS_MESAJ',
  'HS_EORTAM',
  'HS_ETKINLIK',
] as const;
export type IysSource = (typeof IYS_SOURCES)[number];

/** Whom the register is about, by workspace. */
export interface IysRules {
  /** Of e-mail, which says no country: those whose attribute names Türkiye, or everybody. Numbers are told by +90. */
  readonly email: 'country' | 'all';
  /** The attribute that holds the country. */
  readonly countryAttribute: string;
  /** Of whoever says nothing else. */
  readonly recipientType: RecipientType;
  /** The attribute that may say `TACIR` or `BIREYSEL`; `null`: all are alike. */
  readonly recipientTypeAttribute: string | null;
}

/** Whether the register has to know of marketing to this address. */
export function isConcerned(rules: IysRules, channel: Channel, address: string, known: Attributes): boolean {
  switch (channel) {
    case 'sms':
      return countryOfNumber(address) === 'TR';
    case 'email':
      return rules.email === 'all' || countryNamed(attribute(known, rules.countryAttribute)) === 'TR';
    case 'telegram':
    case 'push':
    case 'mobile':
      return false;
  }
}

export function recipientTypeOf(rules: IysRules, known: Attributes): RecipientType {
  const { recipientType, recipientTypeAttribute: name } = rules;
  const said = name === null ? undefined : attribute(known, name);
  const text = typeof said === 'string' ? said.trim().toUpperCase() : '';
  return RECIPIENT_TYPES.find((one) => one === text) ?? recipientType;
}

function attribute(known: Attributes, name: string): unknown {
  return presentAttributes(known).get(name)?.value;
}

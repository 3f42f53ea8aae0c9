import { personalIn } from '../input/personal-data.ts';
import { isObject } from './foreign.ts';

/** Names under which people stand, without case, spaces, hyphens and underscores. */
const PERSONAL = new Set(
  (
    'email mail emailaddress phone phonenumber telephone mobile firstname lastname fullname username surname givenname familyname ' +
    'address billingaddress shippingaddress street address1 address2 zip postcode postalcode ip ipaddress useragent password ' +
    'token deviceid advertisingid avatar customername billing shipping customer note'
  ).split(' '),
);
/** Addresses of pages carry tokens and search words behind their path. */
const BEHIND_PATH = /[?#].*$/s;
const ADDRESS_OF_PAGE = /^https?:\/\//i;
const LONGEST_TEXT = 500;

/** Whether a value under this name is about a person and not about what they did. */
export function isPersonalName(name: string): boolean {
  return PERSONAL.has(name.toLowerCase().replaceAll(/[\s_-]+/g, ''));
}

/**
 * What somebody did, without who they are: what stands under a personal name goes, and so does every text that holds an e-mail
 * address or a telephone number. Addresses of pages keep their path and lose what is behind it.
 */
export function safeData(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const safe = safeValue(value);
  return isObject(safe) && Object.keys(safe).length > 0 ? safe : undefined;
}

function safeValue(value: unknown): unknown {
  if (typeof value === 'string') return safeText(value);
  if (Array.isArray(value)) return value.map(safeValue).filter((inner) => inner !== undefined);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, inner]) => {
    const safe = isPersonalName(name) ? undefined : safeValue(inner);
    return safe === undefined ? [] : [[name, safe] as const];
  });
  return Object.fromEntries(kept);
}

function safeText(text: string): string | undefined {
  const plain = ADDRESS_OF_PAGE.test(text) ? text.replace(BEHIND_PATH, '') : text;
  return personalIn(plain) === undefined ? plain.slice(0, LONGEST_TEXT).toWellFormed() : undefined;
}

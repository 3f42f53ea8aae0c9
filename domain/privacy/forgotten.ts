import type { CustomerState } from '../decision/state.ts';
import { customerIn, keyNaming } from '../keys.ts';
import type { CustomerId } from '../ids.schema.ts';

/** Somebody who was erased, and the id that was drawn for them, which is nobody's. */
export interface Forgotten {
  readonly customer: CustomerId;
  readonly alias: CustomerId;
}

/** A row as it is stored, with whatever it holds. */
export interface PlainRow {
  readonly [field: string]: unknown;
}

/**
 * A row of somebody else that names one who is erased, with the drawn id instead: in what was told of referrals, in events
 * of them, in their keys, and in what rewards were given for. Whatever else is spelled like the id stays as it is.
 * @param value plain JSON, of any shape
 */
export function renamedIn(value: unknown, who: Forgotten): unknown {
  if (typeof value === 'string') return keyNaming(value, who.customer, who.alias);
  if (Array.isArray(value)) return value.map((one: unknown) => renamedIn(one, who));
  return isPlain(value) ? renamedFields(value, who) : value;
}

/** The same for the fields of one row. */
export function renamedFields(row: PlainRow, who: Forgotten): PlainRow {
  const naming = namingIn(row);
  const name = (one: unknown) => (one === who.customer ? who.alias : one);
  const fields = Object.entries(row).map(([field, one]): readonly [string, unknown] => {
    if (naming.includes(field)) return [field, name(one)];
    if (field === 'by' && row['what'] === 'referral' && typeof one === 'string') return [field, cameNaming(one, who)];
    const said = renamedIn(one, who);
    if (!isPlain(said)) return [field, said];
    // By whom a customer was brought, in their state; and whom an effect was about, in its ledger.
    if (field === 'brought' && 'ends' in said) return [field, { ...said, by: name(said['by']) }];
    if (field === 'about' && 'referrer' in said) return [field, { ...said, referrer: name(said['referrer']) }];
    return [field, said];
  });
  return Object.fromEntries(fields);
}

const CAME = ':sojourn+came:';

/** The key of the event by which they came, or, in a line of the feed, its id. */
function cameNaming(by: string, { customer, alias }: Forgotten): string {
  return by.includes(CAME)
    ? keyNaming(by, customer, alias)
    : keyNaming(`${CAME}${by}`, customer, alias).slice(CAME.length);
}

/** Which fields hold the id of another customer. */
function namingIn({ what, kind, by, as }: PlainRow): readonly string[] {
  if (what === 'referral' || kind === 'referral-came' || kind === 'referral-brought') return ['from', 'who'];
  if (by === 'referral' && as !== undefined) return ['other'];
  return kind === 'tellReferrer' ? ['referrer'] : [];
}

function isPlain(value: unknown): value is PlainRow {
  if (typeof value !== 'object' || value === null) return false;
  const made: unknown = Object.getPrototypeOf(value);
  return made === Object.prototype || made === null;
}

/** Which other customers a state names: who brought them, and those of whom its newest events tell. */
export function othersIn({ loyalty, seen }: Pick<CustomerState, 'loyalty' | 'seen'>): readonly CustomerId[] {
  const by = loyalty?.referral?.brought?.by;
  const told = seen.keys.flatMap(([key]) => customerIn(key) ?? []);
  return [...new Set([...(by === undefined ? [] : [by]), ...told])];
}

/** The same state, in which one who is erased is named by the drawn id. */
export function forgetting(state: CustomerState, who: Forgotten): CustomerState {
  const { loyalty, seen } = state;
  const keys = seen.keys.map(([key, at]) => [keyNaming(key, who.customer, who.alias), at] as const);
  const known = { ...state, seen: { ...seen, keys } };
  const brought = loyalty?.referral?.brought;
  if (loyalty === undefined || brought?.by !== who.customer) return known;
  const referral = { ...loyalty.referral, brought: { ...brought, by: who.alias } };
  return { ...known, loyalty: { ...loyalty, referral } };
}

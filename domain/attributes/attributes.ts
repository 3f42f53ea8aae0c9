import { entriesOf, own } from '../own.ts';
import type { Instant } from '../time.ts';

/** What an attribute may be: text (a day as 2026-11-20, an instant as 2026-11-20T10:00:00.000Z), a number, true or false. */
export type AttributeValue = string | number | boolean;

/** When something was said of attributes. */
export interface SaidAt {
  readonly at: Instant;
  /** When it arrived, where that is another time: of two statements of one instant the one that came later counts. */
  readonly received?: Instant;
}

/** What was said last of one attribute; `null`: it was removed. */
export interface Statement extends SaidAt {
  readonly value: AttributeValue | null;
}

export type Statements = Readonly<Record<string, Statement>>;

/** Everything that is known of a customer's attributes: a part of their state. */
export interface Attributes {
  /** The names of which something was said last; a removal is remembered, so that an older statement does not undo it. */
  readonly attributes?: Statements;
  /** When all of them were last replaced: nothing that was said before counts. */
  readonly replaced?: SaidAt;
}

/** What one event, or one step, says of attributes. */
export interface Said extends SaidAt {
  readonly stated: Readonly<Record<string, AttributeValue | null>>;
  /** They are all there are. */
  readonly replaces?: true;
}

/** A customer has at most so many attributes. */
export const MOST_ATTRIBUTES = 50;
/** Removed ones are remembered too, so some more names are kept. */
const MOST_NAMES = 2 * MOST_ATTRIBUTES;

/**
 * Of each name the newest statement holds, in whatever order they are learned of; of very many names, those of which
 * something was said last.
 */
export function withSaid(known: Attributes, said: Said): Attributes {
  const { stated, replaces } = said;
  const when = saidAt(said);
  const replaced = replaces && isNewer(when, known.replaced) ? when : known.replaced;
  const names = new Map(entriesOf(known.attributes ?? {}).filter(([, one]) => holdsAfter(one, replaced)));
  for (const [name, value] of entriesOf(stated)) {
    const next = { value, ...when };
    if (isNewest(next, names.get(name)) && holdsAfter(next, replaced)) names.set(name, next);
  }
  return attributesOf(names, replaced);
}

/** What two sets of statements come to together: the same as if each had been learned of by itself. */
export function together(one: Attributes, other: Attributes): Attributes {
  const replaced = isNewer(other.replaced, one.replaced) ? other.replaced : one.replaced;
  const names = new Map(entriesOf(one.attributes ?? {}));
  for (const [name, next] of entriesOf(other.attributes ?? {})) {
    if (isNewest(next, names.get(name))) names.set(name, next);
  }
  return attributesOf(new Map([...names].filter(([, statement]) => holdsAfter(statement, replaced))), replaced);
}

/** Whether anything that is said is not superseded by what is known already. */
export function saysNews(known: Attributes, said: Said): boolean {
  const when = saidAt(said);
  if (said.replaces && isNewer(when, known.replaced)) return true;
  return entriesOf(said.stated).some(([name, value]) => {
    const next = { value, ...when };
    return holdsAfter(next, known.replaced) && isNewest(next, own(known.attributes ?? {}, name));
  });
}

/** The attributes that a customer has, by name; the newest where there are more than there may be. */
export function presentAttributes({ attributes = {} }: Attributes): ReadonlyMap<string, Present> {
  const present = entriesOf(attributes).flatMap(([name, { value, ...said }]) =>
    value === null ? [] : [[name, { value, ...said }] as const],
  );
  return new Map(newest(present, MOST_ATTRIBUTES));
}

/** An attribute that a customer has, and since when. */
export interface Present extends SaidAt {
  readonly value: AttributeValue;
}

/** The value of one attribute; `undefined` where the customer has none of this name. */
export function attributeOf({ attributes = {} }: Attributes, name: string): AttributeValue | undefined {
  const known = own(attributes, name);
  if (known === undefined || known.value === null) return undefined;
  if (entriesOf(attributes).length <= MOST_ATTRIBUTES) return known.value;
  return presentAttributes({ attributes }).get(name)?.value;
}

function saidAt({ at, received }: SaidAt): SaidAt {
  return received === undefined || received === at ? { at } : { at, received };
}

/** By name, so that the same statements are the same object however they were learned of. */
function attributesOf(names: ReadonlyMap<string, Statement>, replaced: SaidAt | undefined): Attributes {
  const attributes = Object.fromEntries(newest([...names], MOST_NAMES).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { attributes, ...(replaced === undefined ? {} : { replaced }) };
}

type Named<Of extends SaidAt> = readonly (readonly [name: string, of: Of])[];

/** All of them where there are no more; else those of which something was said last. */
function newest<Of extends SaidAt>(names: Named<Of>, most: number): Named<Of> {
  if (names.length <= most) return names;
  return names.toSorted(([a, one], [b, other]) => compareAges(a, one, b, other)).slice(0, most);
}

/** The newest first; of two of one instant, by name. */
function compareAges(a: string, one: SaidAt, b: string, other: SaidAt): number {
  return compareTimes(other, one) || (a < b ? -1 : 1);
}

function compareTimes(one: SaidAt, other: SaidAt): number {
  return one.at - other.at || arrival(one) - arrival(other);
}

function arrival({ at, received = at }: SaidAt): Instant {
  return received;
}

function isNewer(one: SaidAt | undefined, other: SaidAt | undefined): boolean {
  if (one === undefined || other === undefined) return one !== undefined;
  return compareTimes(one, other) > 0;
}

/** Two statements of one instant that arrived together are settled by what they say, so that order does not matter. */
function isNewest(next: Statement, known: Statement | undefined): boolean {
  if (known === undefined) return true;
  const later = compareTimes(next, known);
  return later === 0 ? JSON.stringify(next.value) > JSON.stringify(known.value) : later > 0;
}

/** What replaced all attributes says itself which ones there are from then on. */
function holdsAfter(statement: Statement, replaced: SaidAt | undefined): boolean {
  return replaced === undefined || compareTimes(statement, replaced) >= 0;
}

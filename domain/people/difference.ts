import { withoutAddresses } from '../input/personal-data.ts';
import { pathInto, shownKey } from '../problem.ts';

/** One value that is not what it was. */
export interface Changed {
  /** Such as `steps[wait].days`: items of a list are named by their ids where they have some. */
  readonly path: string;
  /** Left out where there was none. */
  readonly before?: string;
  /** Left out where there is none any more. */
  readonly after?: string;
}

export interface Difference {
  readonly changed: readonly Changed[];
  /** How many more there were than are kept. */
  readonly more: number;
}

const MOST_CHANGED = 50;
const LONGEST = 200;
const LONGEST_ADDRESS = 320;
/** Deeper than anything that people write; what lies below is compared as a whole. */
const DEEPEST = 24;

/** What a change of a thing came to, in a bounded size and without secrets and addresses. */
export function differenceBetween(before: unknown, after: unknown): Difference {
  const all: Found[] = [];
  compare(before, after, { path: '', depth: 0, secret: false }, all);
  return { changed: all.slice(0, MOST_CHANGED).map(shown), more: Math.max(0, all.length - MOST_CHANGED) };
}

interface At {
  readonly path: string;
  readonly depth: number;
  /** It stands below a name that promises a secret. */
  readonly secret: boolean;
}

/** A change as it was found, before anything of it is hidden or cut. */
interface Found {
  readonly at: At;
  readonly before: unknown;
  readonly after: unknown;
}

function compare(before: unknown, after: unknown, at: At, into: Found[]): void {
  const parts = at.depth < DEEPEST ? partsOf(before, after) : undefined;
  if (parts === undefined) {
    if (textOf(before) !== textOf(after)) into.push({ at, before, after });
    return;
  }
  for (const { path, secret, left, right } of parts) {
    compare(left, right, { path: path(at.path), depth: at.depth + 1, secret: at.secret || secret }, into);
  }
}

interface Part {
  readonly path: (above: string) => string;
  readonly secret: boolean;
  readonly left: unknown;
  readonly right: unknown;
}

/** What two values are made of, side by side; `undefined` where they are compared as they are. */
function partsOf(before: unknown, after: unknown): readonly Part[] | undefined {
  const there = [before, after].filter((value) => value !== undefined && value !== null);
  if (there.length === 0) return undefined;
  if (there.every((value) => Array.isArray(value))) {
    const keysOf = there.every(hasIds) ? idOf : (_item: unknown, place: number) => String(place);
    const inList = (key: string) => (above: string) => `${above}[${shownKey(key)}]`;
    return partsBetween(keyed(before, keysOf), keyed(after, keysOf), (key) => ({ path: inList(key), secret: false }));
  }
  if (!there.every(isObject)) return undefined;
  const inObject = (key: string) => (above: string) => pathInto(above, key);
  return partsBetween(entriesIn(before), entriesIn(after), (key) => ({
    path: inObject(key),
    secret: SECRET.test(key),
  }));
}

/** Of what is empty or not there, nothing can be compared part by part with nothing. */
function partsBetween(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  placeOf: (key: string) => Pick<Part, 'path' | 'secret'>,
): readonly Part[] | undefined {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  if (names.length === 0) return undefined;
  return names.map((name) => ({ ...placeOf(name), left: before.get(name), right: after.get(name) }));
}

function keyed(list: unknown, keyOf: (item: unknown, place: number) => string): ReadonlyMap<string, unknown> {
  return new Map(Array.isArray(list) ? list.map((item: unknown, place) => [keyOf(item, place), item]) : []);
}

function entriesIn(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(isObject(value) ? Object.entries(value) : []);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether each item has an id, and no two the same. */
function hasIds(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  const ids = list.map(idOf).filter((id) => id !== '');
  return new Set(ids).size === list.length;
}

function idOf(item: unknown): string {
  if (!isObject(item) || !('id' in item)) return '';
  return typeof item.id === 'string' ? item.id : '';
}

function shown({ before, after, at: { path, secret } }: Found): Changed {
  const text = (value: unknown) => (secret ? HIDDEN : shownText(value));
  return {
    path,
    ...(before === undefined ? {} : { before: text(before) }),
    ...(after === undefined ? {} : { after: text(after) }),
  };
}

/** Names of what nobody should read in a log, whatever stands there. */
const SECRET = /secret|token|password|authori[sz]ation|headers?$|^e?-?mail$|^address|url$/i;
const HIDDEN = '[hidden]';

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** Cut twice: an address that the first cut leaves in two stands behind the second. */
function shownText(value: unknown): string {
  const whole = JSON.stringify(value, (name, inner: unknown) => (SECRET.test(name) ? HIDDEN : inner)) ?? '';
  const text = withoutAddresses(whole.slice(0, 2 * LONGEST + LONGEST_ADDRESS));
  return (text.length > LONGEST || whole.length > 2 * LONGEST ? `${text.slice(0, LONGEST)}…` : text).toWellFormed();
}

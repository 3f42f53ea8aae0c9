import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey, journalKey } from '../../domain/keys.ts';
import type { PartName } from '../workspaces/workspace-data.ts';
import type { StoredRow } from './own-rows.ts';

/** What becomes of a row that is blanked: a row that says less, or fields that are changed, or nothing. */
export type Blanked =
  | { readonly is: 'row'; readonly row: StoredRow }
  | { readonly is: 'changed'; readonly said: Readonly<Record<string, unknown>> }
  | { readonly is: 'gone' };

/** Whose row it was, and under which id its sums go on. */
export interface Blanking {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly alias: CustomerId;
}

type BlankedPart = 'journal' | 'effects' | 'couponCodes' | 'couponUses' | 'sourceTallies' | 'audit' | 'jobs';

/** Of the register, those parts whose rows are blanked; see `registered`. */
const BLANKS: Readonly<Record<BlankedPart, (row: StoredRow, who: Blanking) => Blanked>> = {
  journal: blankEntry,
  effects: blankEffect,
  // The code stays used, and its counts as they were.
  couponCodes: (_row, { alias }) => ({ is: 'changed', said: { customer: alias, grant: alias } }),
  couponUses: (_row, { alias }) => ({ is: 'changed', said: { customer: alias } }),
  sourceTallies: blankRequests,
  audit: blankAudit,
  jobs: blankLaunch,
};

/** @returns `undefined` for a part whose rows are not blanked */
export function blankOf(part: PartName): ((row: StoredRow, who: Blanking) => Blanked) | undefined {
  return isBlanked(part) ? BLANKS[part] : undefined;
}

function isBlanked(part: string): part is BlankedPart {
  return part in BLANKS;
}

/** What an entry of the journal says that is judged or counted over everybody: moves, silences, and that they ended. */
function blankEntry(row: StoredRow, { workspace, alias }: Blanking): Blanked {
  const { seq, at, now, turn, playbook, move, silence, returned } = row;
  if (move === undefined && silence === undefined && returned === undefined) return { is: 'gone' };
  const key = customerKey(workspace, alias);
  return {
    is: 'row',
    row: {
      _id: journalKey(key, Number(seq)),
      workspace,
      customer: alias,
      key,
      seq,
      at,
      now,
      turn,
      playbook,
      heard: 0,
      events: [],
      facts: [],
      effects: [],
      score: null,
      segment: null,
      ...(isObject(move) ? { move: withoutEvent(move) } : {}),
      ...(silence === undefined ? {} : { silence }),
      ...(returned === undefined ? {} : { returned }),
    },
  };
}

/** That an event caused it stays, and which one does not: its key may be the number of an order. */
function withoutEvent(move: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { cause } = move;
  return { ...move, ...(isObject(cause) && cause['by'] === 'event' ? { cause: { ...cause, event: '' } } : {}) };
}

/** What is counted of it by journey and day: what pages told of a placement, and what came back of a message. */
function blankEffect(row: StoredRow, { workspace, alias }: Blanking): Blanked {
  const { _id, kind, origin, at, changedAt, under, uncounted } = row;
  const left = kind === 'sendMessage' ? leftOfMessage(row) : leftOfPlacement(row);
  if (left === null || !isObject(origin) || !isObject(origin['place'])) return { is: 'gone' };
  const { journey, version, step } = origin['place'];
  return {
    is: 'row',
    row: {
      ...left,
      // Everything after the customer, which says nothing of who they were.
      _id: [customerKey(workspace, alias), ..._id.split(':').slice(2)].join(':'),
      workspace,
      customer: alias,
      kind,
      at,
      changedAt,
      attempts: 0,
      origin: { by: 'journey', place: { journey, version, step } },
      ...(under === undefined ? {} : { under }),
      ...(uncounted === undefined ? {} : { uncounted }),
    },
  };
}

const ERASED = 'its customer was erased';

function leftOfPlacement({ seen }: StoredRow) {
  if (!isObject(seen)) return null;
  const signs = Array.isArray(seen['signs']) ? seen['signs'] : [];
  const kept = signs.map((sign: unknown, n) => (isObject(sign) ? { ...sign, id: String(n) } : sign));
  return { about: {}, state: 'skipped', reason: ERASED, seen: { signs: kept } };
}

/** Those that were never sent, by our own rules, are counted nowhere. */
function leftOfMessage({ state, about, result, back }: StoredRow) {
  if (state !== 'done' && state !== 'unknown' && state !== 'failed') return null;
  const delivery = isObject(result) ? result['delivery'] : undefined;
  return {
    about: { channel: isObject(about) ? about['channel'] : null },
    state,
    // Without what the provider calls it: that leads to whom it went.
    ...(state === 'done'
      ? { result: { messageId: '', ...(delivery === undefined ? {} : { delivery }) } }
      : { reason: ERASED }),
    ...(back === undefined ? {} : { back }),
  };
}

/** Whoever was named is somebody else's name from here on; how many were named stays. */
function blankLaunch(row: StoredRow, { customer, alias }: Blanking): Blanked {
  const options = isObject(row['options']) ? row['options'] : {};
  const renamed = (['to', 'except'] as const).flatMap((list) => {
    const named = isObject(options[list]) ? options[list]['customers'] : undefined;
    if (!Array.isArray(named)) return [];
    return [[`options.${list}.customers`, named.map((one: unknown) => (one === customer ? alias : one))]];
  });
  return { is: 'changed', said: Object.fromEntries(renamed) };
}

/** That a shop passed a request on stays, and when. */
function blankRequests(row: StoredRow, { customer }: Blanking): Blanked {
  const requests = Array.isArray(row['requests']) ? row['requests'] : [];
  const theirs = requests.flatMap((request: unknown, place) =>
    isObject(request) && request['customer'] === customer ? [[`requests.${place}.customer`, null] as const] : [],
  );
  return { is: 'changed', said: Object.fromEntries(theirs) };
}

/** Who did what, and when, stays; to whom is said by the id that was drawn, also where a launch named them. */
function blankAudit(row: StoredRow, { customer, alias }: Blanking): Blanked {
  const { object, difference } = row;
  const isTheirs = isObject(object) && object['kind'] === 'customer' && object['id'] === customer;
  const [own, drawn] = [JSON.stringify(customer), JSON.stringify(alias)];
  const changed = isObject(difference) && Array.isArray(difference['changed']) ? difference['changed'] : [];
  const renamed = changed.flatMap((change: unknown, place) => {
    if (!isObject(change)) return [];
    return (['before', 'after'] as const).flatMap((side) => {
      const text = change[side];
      if (typeof text !== 'string' || !text.includes(own)) return [];
      return [[`difference.changed.${place}.${side}`, text.replaceAll(own, () => drawn)] as const];
    });
  });
  return { is: 'changed', said: { ...(isTheirs ? { 'object.id': alias } : {}), ...Object.fromEntries(renamed) } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

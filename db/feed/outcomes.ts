import type { ClientSession, Connection } from 'mongoose';
import type { EffectState } from '../../domain/effect.ts';
import type { Change } from '../../domain/feed/change.ts';
import type { AwaitedSince } from '../../domain/feed/follow.ts';
import { messageHash } from '../../domain/sha256.ts';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import { effectCollection, type EffectRow } from '../messaging/effects.ts';
import type { FollowedRow } from './rows.ts';

/** What became of a message or a coupon, as a change of its own. */
export type NewOutcome = Change;

const OPEN: readonly EffectState[] = ['begun', 'retry'];
/** An attempt that comes back late may know better for so long. */
const UNKNOWN_FOR = HOUR;
/** A message waits for hours at most; after this nobody will ever say what came of it. */
const AWAITED_FOR = 7 * DAY;
const SOONEST = 15 * SECOND;
const LATEST = 30 * MINUTE;

type Looked = (
  was: Pick<FollowedRow, 'awaited'>,
  awaited: readonly AwaitedSince[],
  again: Instant | null,
) => {
  readonly told: readonly NewOutcome[];
  readonly awaited: readonly AwaitedSince[];
  readonly due: Instant | null;
};

/**
 * What became of effects. The ledger is written by whoever performs them, and is no part of it slowed down for the feed:
 * it is asked again and again, ever more seldom, until it says.
 */
export class Outcomes {
  readonly #effects;

  constructor(connection: Connection) {
    this.#effects = effectCollection(connection);
  }

  async of(followed: readonly Pick<FollowedRow, 'awaited'>[], now: Instant, session: ClientSession): Promise<Looked> {
    const keys = followed.flatMap(({ awaited }) => awaited.map(({ effect }) => effect));
    const rows = keys.length === 0 ? [] : await this.#effects.find({ _id: { $in: keys } }, { session }).toArray();
    const ended = new Map(rows.filter((row) => isOver(row, now)).map((row) => [row._id, row]));
    return (was, awaited, again) => {
      const told = was.awaited.flatMap(({ effect }) => {
        const row = ended.get(effect);
        // A turn that was withdrawn takes what it awaited along, and nothing of it has happened.
        return row && awaited.some((one) => one.effect === effect) ? [outcomeOf(row)] : [];
      });
      const left = awaited.filter(({ effect, since }) => !ended.has(effect) && now - since < AWAITED_FOR);
      const looks = [...(again === null ? [] : [again]), ...left.map(({ since }) => nextLook(now - since, now))];
      return { told, awaited: left, due: looks.length === 0 ? null : Math.min(...looks) };
    };
  }
}

function isOver({ state, changedAt }: EffectRow, now: Instant): boolean {
  if (state === 'unknown') return now - changedAt >= UNKNOWN_FOR;
  return !OPEN.includes(state);
}

function nextLook(age: number, now: Instant): Instant {
  return now + Math.min(LATEST, Math.max(SOONEST, age / 4));
}

/** Of a result nothing is told but that there is one: a code, or what a provider calls a message, is nobody's here. */
function outcomeOf(row: EffectRow): NewOutcome {
  const { _id, kind, origin, about, state, at, reason } = { reason: undefined, ...row };
  const from = origin.by === 'journey' ? origin.place : { fact: origin.fact };
  return {
    id: messageHash(`outcome:${_id}`),
    kind: kind === 'grantCoupon' ? 'coupon' : 'send',
    at,
    data: { what: 'outcome', ...about, ...from, is: state, ...(reason === undefined ? {} : { because: reason }) },
  };
}

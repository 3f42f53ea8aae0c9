import type { getMovesContract } from '../../../api/segments/get-moves.contract.ts';
import type { CallInput } from '../../api/call.ts';
import type { LaunchTo } from '../launch/launch-drawer.tsx';

export interface MoveQuestion {
  /** `none`: no segment; `null`: any. */
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number;
  /** One day instead of the last ones. */
  readonly day: string | null;
  /** Up to now since this instant, instead of whole days. */
  readonly since: string | null;
  readonly query: NonNullable<CallInput<typeof getMovesContract>['query']>;
  /** The same as a launch names it; `null`: it cannot. */
  readonly moved: LaunchTo['moved'] | null;
}

const USUAL_DAYS = 30;
const MOST_DAYS = 366;

/** Which moves an address asks for. */
export function readMoveQuestion(address: URLSearchParams): MoveQuestion {
  const ends = { from: said(address, 'from'), to: said(address, 'to') };
  const days = readDays(address.get('days'));
  const [day, since] = [said(address, 'day'), said(address, 'since')];
  const time = day !== null ? { day } : since !== null ? { since } : { days };
  return {
    ...ends,
    days,
    day,
    since,
    query: { from: ends.from ?? undefined, to: ends.to ?? undefined, ...time },
    moved: 'days' in time ? movedOf(ends, days) : null,
  };
}

function said(address: URLSearchParams, name: string): string | null {
  const value = address.get(name) ?? '';
  return value === '' ? null : value;
}

function readDays(text: string | null): number {
  const days = Number(text ?? USUAL_DAYS);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? days : USUAL_DAYS;
}

function movedOf({ from, to }: Pick<MoveQuestion, 'from' | 'to'>, days: number): MoveQuestion['moved'] {
  if (from === 'none' || to === null || to === 'none') return null;
  return { ...(from === null ? {} : { from: [from] }), to: [to], within: `${days}d` };
}

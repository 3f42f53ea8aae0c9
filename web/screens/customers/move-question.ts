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
  const [from, to, day, since] = ['from', 'to', 'day', 'since'].map((name) => address.get(name) || null);
  const said = Number(address.get('days') ?? USUAL_DAYS);
  const days = Number.isInteger(said) && said >= 1 && said <= MOST_DAYS ? said : USUAL_DAYS;
  const canBeNamed = from !== 'none' && to !== null && to !== 'none' && day === null && since === null;
  return {
    from: from ?? null,
    to: to ?? null,
    days,
    day: day ?? null,
    since: since ?? null,
    query: { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(day ? { day } : since ? { since } : { days }) },
    moved: canBeNamed && to ? { ...(from ? { from: [from] } : {}), to: [to], within: `${days}d` } : null,
  };
}

import type { CustomerRow } from '../../db/customers/customers.ts';
import type { Asks } from '../../domain/behaviour/asks.ts';
import { behaviourOf, isCounted } from '../../domain/behaviour/note.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { ApiDeps } from '../deps.ts';

/** What was never counted is read from the history, as a decision reads what is asked for the first time. */
export async function withBehaviour(
  stores: Pick<ApiDeps['stores'], 'past'>,
  row: CustomerRow,
  asks: Asks,
): Promise<CustomerState> {
  const { state } = row;
  if (isCounted(state.did, asks)) return state;
  const did = behaviourOf(await stores.past.history(row), asks);
  return did === undefined ? state : { ...state, did };
}

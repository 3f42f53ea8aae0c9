import type { CustomerRow } from '../../db/customers/customers.ts';
import { asksIn, asksOf, didsIn, type Asks } from '../../domain/behaviour/asks.ts';
import { behaviourOf, isCounted } from '../../domain/behaviour/note.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { CustomerFacts, holds } from '../../domain/journey/conditions/condition.ts';
import type { Condition } from '../../domain/journey/conditions/condition.schema.ts';
import { Reading } from '../../domain/scoring/reading.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';

/** Who asks waits for it, again and again while they write. */
const MOST_LOOKED_AT = 500;
/** Where the history of each has to be read. */
const MOST_HISTORIES = 100;
const HISTORIES_AT_ONCE = 10;

/** For how many of some customers a condition holds now, as a decision would ask it. */
export async function meetingNow(
  { stores }: Pick<ApiDeps, 'stores'>,
  { workspace, now }: Here,
  condition: Condition,
  everybody: number,
): Promise<{ readonly looked: number; readonly met: number }> {
  const playbook = await stores.playbooks.load(workspace._id, workspace.playbook);
  const asks = asksIn(didsIn(condition));
  const isKnown = asksOf(playbook);
  const isNew = asks.all.some(({ key, most }) => !isKnown.all.some((one) => one.key === key && one.most >= most));
  const rows = await stores.customerSample.some(workspace._id, everybody, isNew ? MOST_HISTORIES : MOST_LOOKED_AT);
  const meets = async (row: CustomerRow) => {
    const state = await withBehaviour(stores, row, asks);
    const reading = new Reading(state.ledger, state, playbook.scoring, now);
    return holds(condition, new CustomerFacts({ playbook, timezone: workspace.timezone, state, at: now, reading }));
  };
  let met = 0;
  for (let first = 0; first < rows.length; first += HISTORIES_AT_ONCE) {
    const some = await Promise.all(rows.slice(first, first + HISTORIES_AT_ONCE).map(meets));
    met += some.filter(Boolean).length;
  }
  return { looked: rows.length, met };
}

/** What was never counted is read from the history, as a decision reads what is asked for the first time. */
async function withBehaviour(stores: ApiDeps['stores'], row: CustomerRow, asks: Asks): Promise<CustomerState> {
  const { state } = row;
  if (isCounted(state.did, asks)) return state;
  const did = behaviourOf(await stores.past.history(row), asks);
  return did === undefined ? state : { ...state, did };
}

import type { CustomerRow } from '../../db/customers/customers.ts';
import { asksIn, asksOf, didsIn } from '../../domain/behaviour/asks.ts';
import { CustomerFacts, holds } from '../../domain/journey/conditions/condition.ts';
import type { Condition } from '../../domain/journey/conditions/condition.schema.ts';
import { Reading } from '../../domain/scoring/reading.ts';
import { withBehaviour } from '../customers/with-behaviour.ts';
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

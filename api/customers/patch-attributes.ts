import { MOST_ATTRIBUTES, presentAttributes, type AttributeValue } from '../../domain/attributes/attributes.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { entriesOf } from '../../domain/own.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { patchAttributesContract } from './patch-attributes.contract.ts';
import { sayAttributes } from './said-attributes.ts';

export const patchAttributes = endpoint(patchAttributesContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const live = await deps.stores.customers.find(workspace._id, params.id);
  const most = live === null ? 0 : countAfter(live.state, body);
  if (most > MOST_ATTRIBUTES) {
    const message = `a customer has at most ${MOST_ATTRIBUTES} attributes, and this one would have ${most}; remove some with null`;
    throw new ApiProblem('invalid', `Nothing was stored: ${message}`, {
      problems: [{ code: 'invalid', path: '', message }],
    });
  }
  return await sayAttributes(deps, caller, params.id, { attributes: body });
});

function countAfter(state: CustomerState, changes: Readonly<Record<string, AttributeValue | null>>): number {
  const names = new Set(presentAttributes(state).keys());
  for (const [name, value] of entriesOf(changes)) {
    if (value === null) names.delete(name);
    else names.add(name);
  }
  return names.size;
}

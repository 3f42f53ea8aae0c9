import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { knownCustomer } from '../customers/known-customer.ts';
import { getCustomerTicketsContract } from './get-customer-tickets.contract.ts';

export const getCustomerTickets = endpoint(getCustomerTicketsContract, async ({ params, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { state } = await knownCustomer(deps, workspace._id, params.id);
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const tickets = (state.loyalty?.tickets ?? []).toReversed().flatMap(({ fact: ticket, draw: id }) => {
    const draw = loyalty?.draws.find((one) => one.id === id);
    return draw === undefined ? [] : [{ ticket, draw: id, name: draw.name, look: draw.look }];
  });
  return { status: 200, body: { asOf: isoTime(state.asOf), tickets } };
});

import type { DrawPlayed } from '../../events/event.ts';
import type { Keeper } from '../keeper.ts';
import { giveReward } from '../rewards/index.ts';

/** Plays a ticket for what was drawn. @returns whether the customer has it, and has not played it */
export function playTicket(keeper: Keeper, { draw, ticket, prize, reward, key }: DrawPlayed): boolean {
  const held = keeper.ticket(draw, ticket);
  if (held === undefined) return false;
  keeper.tell({ what: 'drawn', draw, ticket, prize, by: key });
  keeper.order = held.order;
  if (reward !== null) giveReward(reward, { by: 'draw', draw, ticket }, keeper);
  return true;
}

import { endpoint } from '../http/endpoint.ts';
import { getMailSendingContract } from './get-mail-sending.contract.ts';

export const getMailSending = endpoint(getMailSendingContract, async (_input, { stores }) => {
  const said = await stores.mailSending.find();
  if (said === null) return { status: 200, body: { sending: null } };
  const { goesOut, from, bounceAddress: returnPath, dkim } = said;
  const goesTo = goesOut ? ('provider' as const) : ('mailbox' as const);
  return { status: 200, body: { sending: { goesTo, from, returnPath, dkim } } };
});

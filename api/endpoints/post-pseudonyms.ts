import { endpoint } from '../endpoint.ts';
import { postPseudonymsContract } from './post-pseudonyms.contract.ts';

export const postPseudonyms = endpoint(postPseudonymsContract, async ({ body, caller }, { imports }) => {
  const pseudonym = await imports.pseudonyms(caller.workspace);
  return { status: 200, body: { customers: body.addresses.map(pseudonym) } };
});

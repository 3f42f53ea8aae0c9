import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { postPseudonymsContract } from './post-pseudonyms.contract.ts';

export const postPseudonyms = endpoint(postPseudonymsContract, async ({ body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const pseudonym = await deps.imports.pseudonyms(workspace._id);
  return { status: 200, body: { customers: body.addresses.map(pseudonym) } };
});

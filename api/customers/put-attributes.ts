import { endpoint } from '../http/endpoint.ts';
import { putAttributesContract } from './put-attributes.contract.ts';
import { sayAttributes } from './said-attributes.ts';

export const putAttributes = endpoint(
  putAttributesContract,
  async ({ params, body, caller }, deps) =>
    await sayAttributes(deps, caller, params.id, { attributes: body, replaces: true }),
);

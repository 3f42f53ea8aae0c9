import type { Contract } from '../contract.ts';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { openApiDocument } from '../openapi.ts';
import { getOpenapiContract } from './get-openapi.contract.ts';

export function getOpenapi(contracts: readonly Contract[]): Endpoint {
  const body = { ...openApiDocument(contracts) };
  return endpoint(getOpenapiContract, async () => ({ status: 200, body }));
}

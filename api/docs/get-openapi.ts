import type { Contract } from '../http/contract.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import { openApiDocument } from './openapi.ts';
import { getOpenapiContract } from './get-openapi.contract.ts';

export function getOpenapi(contracts: readonly Contract[]): Endpoint {
  const body = { ...openApiDocument(contracts) };
  return endpoint(getOpenapiContract, async () => ({ status: 200, body }));
}

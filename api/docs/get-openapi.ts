import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { OpenApiDocument } from './openapi.ts';
import { getOpenapiContract } from './get-openapi.contract.ts';

/** @param document asked for when somebody reads it: a process that nobody asks does not make it */
export function getOpenapi(document: () => OpenApiDocument): Endpoint {
  return endpoint(getOpenapiContract, async () => ({ status: 200, body: { ...document() } }));
}

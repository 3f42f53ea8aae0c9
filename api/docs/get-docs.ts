import type { Contract } from '../http/contract.ts';
import { docsPage } from './docs-page.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import { openApiDocument } from './openapi.ts';
import { STYLE_SOURCE } from './page.ts';
import { getDocsContract } from './get-docs.contract.ts';

const POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function getDocs(contracts: readonly Contract[]): Endpoint {
  const body = docsPage(openApiDocument(contracts));
  return endpoint(getDocsContract, async () => ({ status: 200, headers: { 'Content-Security-Policy': POLICY }, body }));
}

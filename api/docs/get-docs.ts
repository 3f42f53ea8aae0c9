import { docsPage } from './docs-page.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { OpenApiDocument } from './openapi.ts';
import { STYLE_SOURCE } from './page.ts';
import { getDocsContract } from './get-docs.contract.ts';

const POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** @param document asked for when somebody reads the page */
export function getDocs(document: () => OpenApiDocument): Endpoint {
  let page: string | undefined;
  return endpoint(getDocsContract, async () => {
    page ??= docsPage(document());
    return { status: 200, headers: { 'Content-Security-Policy': POLICY }, body: page };
  });
}

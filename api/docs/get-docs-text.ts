import { endpoint, type Endpoint } from '../http/endpoint.ts';
import { getDocsTextContract } from './get-docs-text.contract.ts';
import type { OpenApiDocument } from './openapi.ts';
import { PAGE_POLICY } from './page.ts';
import { textPage } from './text-page.ts';

/** @param document asked for when somebody reads the page */
export function getDocsText(document: () => OpenApiDocument): Endpoint {
  let page: string | undefined;
  return endpoint(getDocsTextContract, async () => {
    page ??= textPage(document());
    return { status: 200, headers: { 'Content-Security-Policy': PAGE_POLICY }, body: page };
  });
}

import { text, type Contract } from '../http/contract.ts';

export const getDocsTextContract = {
  method: 'get',
  path: '/docs/text',
  summary: 'This API as text, for whoever has no scripts',
  scope: 'public',
  input: {},
  output: { 200: text('A page.', 'text/html') },
} as const satisfies Contract;

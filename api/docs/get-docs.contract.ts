import { text, type Contract } from '../http/contract.ts';

export const getDocsContract = {
  method: 'get',
  path: '/docs',
  summary: 'This API, readable',
  scope: 'public',
  input: {},
  output: { 200: text('A page.', 'text/html') },
} as const satisfies Contract;

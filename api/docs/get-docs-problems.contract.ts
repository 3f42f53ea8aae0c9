import { text, type Contract } from '../http/contract.ts';

export const getDocsProblemsContract = {
  method: 'get',
  path: '/docs/problems',
  summary: 'Everything that can go wrong, and what to do about it',
  description: 'The `type` of an error reply leads here, to the part that explains its `code`.',
  scope: 'public',
  input: {},
  output: { 200: text('A page.', 'text/html') },
} as const satisfies Contract;

import { endpoint } from '../http/endpoint.ts';
import { getDocsProblemsContract } from './get-docs-problems.contract.ts';
import { PAGE_POLICY } from './page.ts';
import { problemsPage } from './problems-page.ts';

export const getDocsProblems = endpoint(getDocsProblemsContract, async () => ({
  status: 200,
  headers: { 'Content-Security-Policy': PAGE_POLICY },
  body: problemsPage(),
}));

import { empty, type Contract } from '../http/contract.ts';
import { sourceParams } from './source.contract.ts';

export const deleteSourceContract = {
  method: 'delete',
  path: '/v1/sources/:id',
  summary: 'End a source',
  description: 'Its key, its secret and its counts go; what it has sent stays.',
  scope: 'admin',
  role: 'admin',
  audit: 'source',
  input: { params: sourceParams },
  output: { 204: empty('It is gone.') },
  problems: ['not-found'],
} as const satisfies Contract;

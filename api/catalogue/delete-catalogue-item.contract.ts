import { empty, type Contract } from '../http/contract.ts';
import { itemParams } from './catalogue.contract.ts';

export const deleteCatalogueItemContract = {
  method: 'delete',
  path: '/v1/catalogue/items/:id',
  summary: 'Take an item out of the catalogue',
  description: 'It is recommended no more. What was bought of it stays known, and counts again when it comes back.',
  scope: 'ingest',
  role: 'marketer',
  audit: 'catalogue',
  input: { params: itemParams },
  output: { 204: empty('It is gone.') },
  problems: ['not-found'],
} as const satisfies Contract;

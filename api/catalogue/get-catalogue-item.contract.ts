import { json, type Contract } from '../http/contract.ts';
import { catalogueView, itemParams } from './catalogue.contract.ts';

export const getCatalogueItemContract = {
  method: 'get',
  path: '/v1/catalogue/items/:id',
  summary: 'An item of the catalogue',
  scope: 'marketer',
  role: 'any',
  input: { params: itemParams },
  output: { 200: json('As it is offered now.', catalogueView) },
  problems: ['not-found'],
} as const satisfies Contract;

import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';
import { anyJson } from '../http/fields.ts';

export const getOpenapiContract = {
  method: 'get',
  path: '/openapi.json',
  summary: 'This API as an OpenAPI document',
  scope: 'public',
  input: {},
  output: { 200: json('OpenAPI 3.1.', z.record(z.string(), anyJson)) },
} as const satisfies Contract;

import { z } from 'zod';
import { json, type Contract } from '../http/contract.ts';

export const getLivezContract = {
  method: 'get',
  path: '/livez',
  summary: 'Is the process alive?',
  scope: 'public',
  input: {},
  output: { 200: json('It is.', z.strictObject({ status: z.literal('alive').describe('It answers') })) },
} as const satisfies Contract;

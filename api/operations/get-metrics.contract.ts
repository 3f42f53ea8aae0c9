import { text, type Contract } from '../http/contract.ts';

export const getMetricsContract = {
  method: 'get',
  path: '/metrics',
  summary: 'Metrics for Prometheus',
  description: 'Never labelled by customer or workspace.',
  scope: 'public',
  input: {},
  output: { 200: text('Prometheus text format.', 'text/plain') },
} as const satisfies Contract;

import type { Contract } from './contract.ts';

/** `put-v1-journeys-id` */
export function operationId({ method, path }: Pick<Contract, 'method' | 'path'>): string {
  return [method, ...path.split('/').filter((part) => part !== '')].join('-').replaceAll(':', '');
}

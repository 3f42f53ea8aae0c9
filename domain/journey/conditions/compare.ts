import type { Comparison } from './condition.schema.ts';

type Scalar = string | number | boolean;

/** Whether a value, or none, is what a comparison asks for. */
export function compares(comparison: Comparison, fact: Scalar | undefined): boolean {
  switch (comparison.op) {
    case 'eq':
      return fact === comparison.value;
    case 'ne':
      return fact !== comparison.value;
    case 'in':
      return fact !== undefined && comparison.value.includes(fact);
    case 'not-in':
      return fact === undefined || !comparison.value.includes(fact);
    case 'lt':
      return isLess(fact, comparison.value);
    case 'lte':
      return fact === comparison.value || isLess(fact, comparison.value);
    case 'gt':
      return isLess(comparison.value, fact);
    case 'gte':
      return fact === comparison.value || isLess(comparison.value, fact);
  }
}

function isLess(a: Scalar | undefined, b: Scalar | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}

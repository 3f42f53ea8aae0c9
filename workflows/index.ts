export { customer } from './customer.ts';
export { importJob } from './import.ts';

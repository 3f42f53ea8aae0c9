export { customer } from './customer.ts';
export { importJob } from './import.ts';
export { task } from './task.ts';

import type { FileKind } from './evidence/file-kind.ts';
import { orderFile } from './order-file.ts';
import { SUMMARY_FILE } from './summary-file.ts';

const KINDS = {
  orders: orderFile('orders'),
  lines: orderFile('lines'),
  summaries: SUMMARY_FILE,
} as const satisfies Readonly<Record<string, FileKind>>;

const UNSAID = orderFile();

/** What is in a file, as its sender names it; unless they say so, orders. */
export function fileKind(name: keyof typeof KINDS | undefined): FileKind {
  return name === undefined ? UNSAID : KINDS[name];
}

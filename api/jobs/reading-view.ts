import type { z } from 'zod';
import { NOTHING_FOLDED, type Folds, type Reading, type Refused } from '../../db/jobs/reading.ts';
import type { reading, refused } from './reading.contract.ts';

export function readingView(
  { origin, rows, columns, encoding, delimiter, dates, decimal, currency, pointZero }: Reading,
  { rows: rowsRead, folded, largest }: Folds = NOTHING_FOLDED,
): z.infer<typeof reading> {
  return {
    rows,
    export: origin,
    columns: { ...columns },
    encoding,
    delimiter,
    dates,
    decimal,
    currency,
    pointZero: [...pointZero],
    rowsRead,
    rowsFolded: folded,
    largestFold: largest,
  };
}

export function refusedView({ reason, column, message, line, rows }: Refused): z.infer<typeof refused> {
  return { reason, column, message, line, rows };
}

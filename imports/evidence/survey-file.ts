import type { ImportOptions } from '../../db/jobs/rows.ts';
import type { Money } from '../../domain/currency.ts';
import { fileKind } from '../kinds.ts';
import type { Problem } from '../../domain/problem.ts';
import { isFaults } from '../mapping.ts';
import { readHead } from '../cells/rows.ts';
import { Survey } from './survey.ts';

/** Finds out how a file is to be read. @param money the workspace's */
export function surveyOf(options: ImportOptions, money: Money): Survey {
  return new Survey(fileKind(options.kind), { ...options, ...money });
}

/** What is wrong with a file, as far as its beginning shows. */
export function faultsOf(head: string, options: ImportOptions): readonly Problem[] {
  const read = readHead(head, options.format);
  if ('message' in read) return [read];
  const matched = fileKind(options.kind).match(options.mapping, read.present);
  return isFaults(matched) ? matched : [];
}

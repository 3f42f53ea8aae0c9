import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Where the longest tests are: those that simulate, those of the pages, those that kill programs, those that have
 * thousands of customers on real servers, and those that send thousands of requests.
 */
const LONG =
  /\/test\/(protocol\/|browser\/|faults\/|embedded\/(tutorial|earlier-store|readme)|workflows\/(import|job-delete|neighbour)|db\/(tallies\/|population)|api\/(inherited|scoring-publish|many)|activities\/send)/;

/** Begins with what takes longest, so that no worker is left alone with it at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- this is vitest's, which makes an array of its own
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

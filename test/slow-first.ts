import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that start programs of their own and kill them: most of their time is waiting, and the longest are here. */
const LONG = '/test/faults/';

/** Begins with what takes longest, so that no worker is left alone with it at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.includes(LONG);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

import { FAILURES } from '../codec/coding.ts';
import { workflowBundle } from './bundle.ts';

/** `node --import tsx worker/bundle.main.ts`: for an image, whose workers find the bundle made and cannot keep one: with PAYLOAD_KEYS there is another. */
for (const failures of [undefined, FAILURES]) {
  const bundle = await workflowBundle({ failures });
  if (!('codePath' in bundle)) throw new Error('The workflow bundle could not be kept beside the packages.');
  console.log(`The workflow bundle is kept: ${bundle.codePath}`);
}

import type { TestProject } from 'vitest/node';
import { buildPages } from '../../embedded/build-pages.ts';
import { findChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program of the browser. */
    chromium: string;
  }
}

/** What the tests of the pages need besides the servers. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', findChromium(process.env));
  await buildPages();
}

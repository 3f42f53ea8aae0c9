/**
 * Workflows run where the test runs, as in a replay: a thread of its own takes a third of a second of a core to begin, for
 * each of the many workers here. The worker as it ships, with its threads, is under test wherever `createWorker` is called
 * and wherever programs are started.
 */
export const IN_THIS_THREAD = true;

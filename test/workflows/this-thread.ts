import vm from 'node:vm';

/**
 * Workflows run where the test runs, as in a replay: a thread of its own takes a third of a second of a core to begin, for
 * each of the many workers here. The worker as it ships, with its threads, is under test wherever `createWorker` is called
 * and wherever programs are started.
 */
export const IN_THIS_THREAD = true;

// The SDK gives each call into a workflow a watchdog, for which Node begins and ends a thread: 50 microseconds of a core, several times for
// each task. A test that hangs has its own limit.
// oxlint-disable-next-line typescript/unbound-method -- it is called with the script that it belongs to
const { runInContext } = vm.Script.prototype;
vm.Script.prototype.runInContext = function withoutWatchdog(context, options) {
  return runInContext.call(this, context, { ...options, timeout: undefined });
};

import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Workflows run where the test runs, as in a replay: a thread of its own takes a third of a second of a core to begin, for
 * each of the many workers here. The worker as it ships, with its threads, is under test wherever `createWorker` is called
 * and wherever programs are started.
 */
export const IN_THIS_THREAD = true;

// Two things that the SDK does in a workflow's own thread take a quarter of this one's time. It keeps the stack of every
// promise, here also those of the test and of the store's driver, for a query that no test here asks.
v8.promiseHooks.createHook = () => () => undefined;

// And each call into a workflow has a watchdog, which Node gives a thread of its own: a test that hangs has its limit.
// oxlint-disable-next-line typescript/unbound-method -- it is called with the script that it belongs to
const { runInContext } = vm.Script.prototype;
vm.Script.prototype.runInContext = function withoutWatchdog(context, options) {
  return runInContext.call(this, context, { ...options, timeout: undefined });
};

// Preloaded into our own processes (node --import tether.mjs …): when the process that started this one goes away, this
// one ends too, in order where it can and at once where it cannot.
const END_WITHIN_MS = 3_000;

process.once('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), END_WITHIN_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// Listening must not keep a process alive that has nothing left to do.
process.channel?.unref();

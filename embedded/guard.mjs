// node guard.mjs <binary> [args…]
// Runs one server and ends it when the process that started this one goes away, however it went: the standard input is a
// pipe that only that process holds. Started in a process group of its own, so that Ctrl-C in a terminal reaches the
// servers only after those who use them have stopped.
import { spawn } from 'node:child_process';

const KILL_AFTER_MS = 15_000;
const [binary, ...args] = process.argv.slice(2);
const server = spawn(binary, args, { stdio: ['ignore', 'inherit', 'inherit'] });

function end() {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), KILL_AFTER_MS).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
process.stdin.on('close', end).resume();
server.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
server.on('exit', (code) => process.exit(code ?? 1));

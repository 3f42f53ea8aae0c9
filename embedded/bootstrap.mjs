// node embedded/bootstrap.mjs <entry> [args…]
// Runs on a fresh clone, before any package is there: checks Node, installs packages when the lock file asks for it, then
// runs the entry (TypeScript through tsx) and passes its exit code through. Plain JavaScript with nothing to import.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules', '.sojourn-lock');
/** Two signals within this time are one Ctrl-C: npm passes on what the terminal has sent already. */
const SAME_SIGNAL_MS = 1000;

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  refuse(
    `Sojourn needs Node 20.19 or newer and this is Node ${process.versions.node}: install a newer one and try again.`,
  );
}

function readOrUndefined(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** npm writes its own record when it has finished; one that is newer than the lock file means somebody ran npm by hand. */
function installedByHand() {
  try {
    return statSync(join(root, 'node_modules', '.package-lock.json')).mtimeMs >= statSync(lockFile).mtimeMs;
  } catch {
    return false;
  }
}

function installPackages() {
  const lock = readOrUndefined(lockFile);
  if (lock === undefined) refuse(`${lockFile} is missing: restore it from the repository.`);
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = readOrUndefined(stampFile);
  if (stamp === wanted) return;
  if (stamp !== undefined || !installedByHand()) {
    console.error('Installing packages (npm ci) …');
    const npm = process.env.npm_execpath;
    const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
    const done = spawnSync(command, [...before, 'ci', '--include=dev'], { cwd: root, stdio: 'inherit' });
    if (done.error) refuse(`npm could not be started (${done.error.message}): install npm and try again.`);
    if (done.signal) refuse(`Installing packages was stopped (${done.signal}).`);
    if (done.status !== 0) {
      refuse(
        `Packages could not be installed (npm ci ended with code ${done.status}, see above): mend that and try again.`,
      );
    }
  }
  writeFileSync(stampFile, wanted);
}

/**
 * A terminal sends Ctrl-C to the whole process group, so the entry has it already; without a terminal the signal came to
 * this process alone and is handed on.
 */
function handOnSignals(child) {
  let last = -Infinity;
  const handOn = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    const now = performance.now();
    if (now - last < SAME_SIGNAL_MS) return;
    last = now;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
}

function run(entry, args) {
  const loader = entry.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, entry, ...args], { cwd: root, stdio: 'inherit' });
  handOnSignals(child);
  child.on('error', (error) => refuse(`${entry} could not be started: ${error.message}.`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const [entry, ...args] = process.argv.slice(2);
checkNode();
if (entry === undefined) refuse('Say what to run: node embedded/bootstrap.mjs <entry> [arguments].');
installPackages();
run(entry, args);

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Debian's packages of Chromium. The first draws nothing for a screen, which saves the tests a quarter of their work. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];
const NAMES = [...PACKAGES, 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/** A package of some 100 MB on a slow line. */
const INSTALL_WITHIN_MS = 600_000;

/**
 * A Chromium for the tests of the pages: the one that `CHROMIUM` names, one on the PATH, Playwright's own, or else Debian's package,
 * which only root may install.
 * @throws Error with what to do where there is none
 */
export function findChromium(env: NodeJS.ProcessEnv): string {
  const given = env['CHROMIUM'];
  if (given !== undefined) {
    if (!existsSync(given)) throw new Error(`CHROMIUM names ${given}, which is not there.`);
    return given;
  }
  return onPath(env) ?? playwrightsOwn() ?? fromDebian(env);
}

function onPath({ PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  return PATH.split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

function playwrightsOwn(): string | undefined {
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

function fromDebian(env: NodeJS.ProcessEnv): string {
  const nowhere =
    'There is no Chromium for the tests of the pages: install one, set CHROMIUM to its path, or run npx playwright install chromium.';
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error(nowhere);
  const options = {
    stdio: 'ignore',
    timeout: INSTALL_WITHIN_MS,
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  console.log(`Installing Chromium (apt-get install ${PACKAGES[0]}) …`);
  execFileSync('apt-get', ['update'], options);
  const install = (name: string) => {
    try {
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', name], options);
      return true;
    } catch {
      // An older Debian has the second one only.
      return false;
    }
  };
  PACKAGES.some(install);
  const file = onPath(env);
  if (file === undefined) throw new Error(nowhere);
  return file;
}

// node library-download.mjs <mongod|temporal> <version> <folder>
// Lets the library that knows a server download it into the folder. A process of its own, so that a download which hangs
// can be killed and nothing of the library stays behind.
import { MongoBinary } from 'mongodb-memory-server-core';
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [name, version, downloadDir] = process.argv.slice(2);

async function downloadTemporal() {
  const executable = { type: 'cached-download', version: `v${version}`, downloadDir };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
}

try {
  if (name === 'mongod') await MongoBinary.getPath({ version, downloadDir });
  else await downloadTemporal();
} catch (error) {
  console.error(`error: ${error.message.split('\n')[0]}`);
  process.exit(1);
}

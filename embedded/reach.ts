import { connect } from 'node:net';
import mongoose from 'mongoose';

const REACH_MS = 5_000;
const TEMPORAL_PORT = 7233;

/**
 * Checks that the MongoDB given by the environment answers.
 * @throws Error naming the hosts (never the password) and the variable
 */
export async function checkMongo(uri: string): Promise<void> {
  const hosts = uri.replace(/^[^/]*\/\/(?:[^@/]*@)?([^/?]*).*$/, '$1');
  try {
    const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: REACH_MS });
    try {
      await client.connect();
    } finally {
      await client.close();
    }
  } catch (error) {
    throw new Error(`MongoDB at ${hosts} does not answer (${reasonOf(error)}): start it or correct MONGODB_URI.`, {
      cause: error,
    });
  }
}

/**
 * Checks that something listens at the Temporal address given by the environment (`host:port` or `host`).
 * @throws Error naming the address and the variable
 */
export async function checkTemporal(address: string): Promise<void> {
  const [, host = address, port = String(TEMPORAL_PORT)] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(address) ?? [];
  try {
    await listens(host, Number(port));
  } catch (error) {
    throw new Error(
      `Temporal at ${address} does not answer (${reasonOf(error)}): start it or correct TEMPORAL_ADDRESS.`,
      {
        cause: error,
      },
    );
  }
}

function listens(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: REACH_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer within ${REACH_MS / 1000} s`)));
    socket.once('error', reject);
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

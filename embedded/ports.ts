import { createServer } from 'node:net';

/** Everything we start listens here and nowhere else. */
export const LOOPBACK = '127.0.0.1';

/** A port somebody else holds; the message names the variable that chooses another. */
export class PortInUseError extends Error {
  constructor(port: number, variable: string) {
    super(`Port ${port} on ${LOOPBACK} is in use: stop what listens there, or set ${variable} to another port.`);
  }
}

/** Listens for a moment on the port (0: any free one). Returns the port, or undefined when it is taken. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0);
  if (port === undefined) throw new Error(`No port is free on ${LOOPBACK}: close some programs and try again.`);
  return port;
}

/** The port if it is free, otherwise any other. */
export async function preferPort(port: number): Promise<number> {
  return (await tryPort(port)) ?? (await freePort());
}

/**
 * Returns the port when it is free.
 * @throws PortInUseError naming the variable that sets it
 */
export async function requirePort(port: number, variable: string): Promise<number> {
  const free = await tryPort(port);
  if (free === undefined) throw new PortInUseError(port, variable);
  return free;
}

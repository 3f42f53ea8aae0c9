import { inspect } from 'node:util';
import { DefaultLogger, type ActivityInboundCallsInterceptor, type LogLevel } from '@temporalio/worker';
import { withoutAddresses } from '../domain/input/personal-data.ts';

/** Causes of causes end somewhere; a ring of them must not keep us. */
const MOST_CAUSES = 16;

/** The same error, with addresses and numbers taken out of what it says: a failure is written into the history. */
function scrubError(error: unknown): unknown {
  let next = error;
  for (let depth = 0; depth < MOST_CAUSES && next instanceof Error; depth += 1) {
    next.message = withoutAddresses(next.message);
    if (next.stack !== undefined) next.stack = withoutAddresses(next.stack);
    next = next.cause;
  }
  return error;
}

/** Every activity, local ones too: whatever it throws says no address. */
export function scrubFailures(): { readonly inbound: ActivityInboundCallsInterceptor } {
  return {
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          throw scrubError(error);
        }
      },
    },
  };
}

/** The library warns of workers that have activities only, as those of the mail queues do on purpose. */
const EXPECTED = 'No workflows registered';

/** Logs to standard error as the library does, without addresses and numbers. */
export function scrubbedLogger(level: LogLevel): DefaultLogger {
  return new DefaultLogger(level, ({ level: of, message, meta, timestampNanos }) => {
    if (message.startsWith(EXPECTED)) return;
    const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
    const more = meta === undefined ? '' : ` ${inspect(meta, { breakLength: Infinity, depth: 8 })}`;
    process.stderr.write(`${withoutAddresses(`${time} [${of}] ${message}${more}`)}\n`);
  });
}

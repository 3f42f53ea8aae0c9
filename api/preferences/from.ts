import type { Request } from 'express';
import type { From } from './preferences.ts';

/** Where a request came from, as far as it says. */
export function fromOf(request: Pick<Request, 'ip' | 'get'>): From {
  const userAgent = request.get('user-agent')?.slice(0, 300);
  const language = request.get('accept-language');
  return {
    ...(request.ip === undefined ? {} : { ip: request.ip }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(language === undefined ? {} : { language }),
  };
}

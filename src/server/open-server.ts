import { type OpenHttp, openHttp } from './http/http-door.js';
import { refuseForeign } from './http/request-gate.js';
import { routeAnswer, type Served } from './http/routes.js';

/** Listens. Throws what the host says where it cannot. */
export function openServer(
  served: Served,
  wanted: { readonly host: string; readonly port: number },
  fault: (error: unknown) => void,
): Promise<OpenHttp> {
  return openHttp(
    {
      admit: (asked, at) => refuseForeign(asked, at),
      answer: (asked) => routeAnswer(served, asked),
      fault,
    },
    wanted,
  );
}

import type { Browser } from 'playwright-core';

/**
 * A Chromium that lies in a package of the registry, so that a bare machine after
 * `npm ci` has one. The variable makes it unpack the system libraries that such a
 * machine lacks; it is read when the package is loaded, so it is set before that.
 */
export async function launchBrowser(): Promise<Browser> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const [{ default: chromium }, { chromium: driver }] = await Promise.all([
    import('@sparticuz/chromium'),
    import('playwright-core'),
  ]);
  chromium.setGraphicsMode = false;
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => !arg.startsWith('--single-process')),
    headless: true,
  });
}

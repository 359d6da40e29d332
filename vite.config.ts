import { defineConfig, type Plugin } from 'vite';

/**
 * The scripts that pages carry inside them, one file each: an entry per mode
 * (`vite build --mode report`), since a script without imports can hold one entry only.
 * They ship in `dist/assets/`, where the command line reads them. The same source gives
 * the same bytes: no hashes in names, no dates.
 */
const ENTRIES: Readonly<Record<string, string>> = {
  report: 'src/browser/report.tsx',
  index: 'src/browser/index-page.ts',
  live: 'src/browser/live.tsx',
};

/** A tape is encoded in the browser by the same code as here; only its digest needs Node, and no page asks for one. */
const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId: (id) => (id === 'node:crypto' ? '\0no-crypto' : null),
  load: (id) => (id === '\0no-crypto' ? 'export const createHash = undefined;' : null),
};

/**
 * uPlot asks the browser for its language while it loads, and the whole page is lost where
 * that is no language (`en-US@posix` on a bare machine). We print all numbers ourselves.
 */
const fixedLanguage: Plugin = {
  name: 'fixed-language',
  transform(code, id) {
    if (!id.includes('/uPlot.')) return null;
    return code.replace(/new Intl\.NumberFormat\([^()]*\)/g, "new Intl.NumberFormat('en-US')");
  },
};

/** A script inside a page must not hold what would end or hide it. Inside strings and regular expressions both forms mean the same. */
const safeInside: Plugin = {
  name: 'safe-inside-a-page',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
    }
  },
};

export default defineConfig(({ mode }) => {
  const entry = ENTRIES[mode];
  if (entry === undefined) throw new Error(`no page script is called ${mode}`);
  return {
    publicDir: false,
    plugins: [withoutNode, fixedLanguage, safeInside],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir: 'dist/assets',
      emptyOutDir: false,
      sourcemap: false,
      copyPublicDir: false,
      lib: { entry, formats: ['iife'], name: 'racetape', fileName: () => `${mode}.js` },
    },
  };
});

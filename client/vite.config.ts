import { defineConfig, type Plugin } from 'vite';

/** The same file under a name that never changes, beside the one that says what is in it. */
const plainName: Plugin = {
  name: 'plain-name',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk' && file.isEntry) {
        this.emitFile({ type: 'asset', fileName: 'sojourn.js', source: file.code });
      }
    }
  },
};

/** One classic script for pages of shops: it needs no build of theirs, and makes `Sojourn` known. */
export default defineConfig({
  plugins: [plainName],
  build: {
    target: 'es2022',
    outDir: '../web/dist/client',
    emptyOutDir: true,
    lib: { entry: 'main.ts', formats: ['iife'], name: 'Sojourn', fileName: () => 'sojourn-[hash].js' },
    rolldownOptions: { output: { entryFileNames: 'sojourn-[hash].js' } },
  },
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { fieldRegister, filingDoors } from './filing-doors.ts'

/** `virtual:filing-doors` and `virtual:field-register`: what the app shows of the procedures, fixed when it is built. */
function proceduresAtBuild(): Plugin {
  const modules: Record<string, () => object> = { 'virtual:filing-doors': filingDoors, 'virtual:field-register': fieldRegister }
  return {
    name: 'fengqiao-procedures',
    resolveId: id => (id in modules ? `\0${id}` : undefined),
    load: id => {
      const made = modules[id.replace('\0', '')]
      return id.startsWith('\0') && made ? `export default ${JSON.stringify(made())}` : undefined
    },
  }
}

/** Writes `.br` and `.gz` beside every text file of the build, so that the server sends them without compressing anew each time. */
function compressed(): Plugin {
  return {
    name: 'fengqiao-compressed',
    enforce: 'post',
    closeBundle: {
      sequential: true,
      order: 'post',
      handler() {
        const dist = fileURLToPath(new URL('./dist/', import.meta.url))
        for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
          if (!/\.(html|js|mjs|css|svg|webmanifest)$/.test(file)) continue
          const content = readFileSync(join(dist, file))
          writeFileSync(join(dist, `${file}.br`), brotliCompressSync(content))
          writeFileSync(join(dist, `${file}.gz`), gzipSync(content, { level: 9 }))
        }
      },
    },
  }
}

const api = { target: process.env.FENGQIAO_API ?? 'http://127.0.0.1:8080' }

export default defineConfig({
  base: '/',
  plugins: [
    react(),
    proceduresAtBuild(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      registerType: 'prompt',
      manifest: {
        name: '枫桥·码上办',
        short_name: '枫桥',
        description: '一个入口反映诉求、纠纷和隐患，全程可查',
        lang: 'zh-CN',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#faf6f0',
        theme_color: '#faf6f0',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: {
        // The map (a third of a megabyte) is fetched only by those who open it.
        globPatterns: ['**/*.{html,js,css}'],
        globIgnores: ['**/MapPick-*', '**/maplibre*'],
        minify: true,
      },
    }),
    compressed(),
  ],
  build: { target: 'es2022', cssCodeSplit: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': api, '/log': api } },
})

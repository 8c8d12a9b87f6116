import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = { target: process.env.FENGQIAO_API ?? 'http://127.0.0.1:8080', changeOrigin: false }

export default defineConfig({
  base: '/desk/',
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 1600 },
  server: { proxy: { '/api': api, '/log': api, '/calendar': api, '/dev': api } },
})

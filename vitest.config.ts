import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/dist/**']

/** Two projects: `unit` holds every test beside its code (real PostgreSQL included), `e2e` the browser journeys, one at a time. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          globalSetup: ['server/src/testing/global-setup.ts'],
          include: ['{kernel,procedures,contract,server,ui,apps,bench,tools}/**/*.test.{ts,tsx}'],
          exclude: never,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: never,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})

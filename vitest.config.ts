import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/dist/**']

/**
 * Three projects: `unit` is pure and starts at once, `server` meets a real PostgreSQL started for the run, `e2e` holds the
 * browser journeys, one at a time.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{kernel,procedures,contract,ui,apps,tools}/**/*.test.{ts,tsx}'],
          exclude: never,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          globalSetup: ['server/src/testing/global-setup.ts'],
          include: ['{server,bench}/**/*.test.ts'],
          exclude: never,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          // One machine runs browser, house and database: a page that came late is asked once more, a broken one fails twice.
          retry: 1,
          globalSetup: ['e2e/house-setup.ts'],
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

import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..', '..');
const json = process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'];

export default defineConfig({
  testMatch: '*.spec.ts',
  outputDir: path.join(root, 'test-results'),
  timeout: 60_000,
  workers: 2,
  retries: 0,
  repeatEach: Number(process.env['CIS2_REPEAT'] ?? 1),
  forbidOnly: Boolean(process.env['CI']),
  reporter: json === undefined ? [['list']] : [['list'], ['json', { outputFile: json }]],
  projects: [
    { name: 'stand-in', testDir: path.join(root, 'test', 'electron-stand-in') },
    { name: 'app', testDir: import.meta.dirname },
  ],
});

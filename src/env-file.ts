import { existsSync } from 'node:fs';

/** Reads `.env`, over which the environment wins. npm's scripts load this, since Node's own flag talks where none is. */
if (existsSync('.env')) process.loadEnvFile();

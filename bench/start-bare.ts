// Every library that Rematch has loaded once it is ready, then its Redis, and nothing else.
import 'bullmq';
import 'chrono-node';
import 'discord.js';
import 'fastify';
import 'fontkit';
import 'i18next';
import 'ical-generator';
import 'ioredis';
import 'js-yaml';
import 'leven';
import 'mdast-util-from-markdown';
import 'mdast-util-to-string';
import 'prom-client';
import 'telegraf';
import 'temporal-polyfill';
import 'timezones-ical-library';
import 'zod';
import { pino } from 'pino';
import { startEmbeddedRedis } from '#store/embedded.ts';

const [, , folder = ''] = process.argv;
const redis = await startEmbeddedRedis(folder, pino({ level: 'silent' }));
process.send?.('ready');
process.once('disconnect', () => redis.stop().then(() => process.exit(0)));

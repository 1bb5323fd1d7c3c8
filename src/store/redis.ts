import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from 'pino';

export type RedisAddress = string | { readonly path: string };
export declare function connect(address: RedisAddress, log: Logger, options?: RedisOptions): Redis;
export declare function connectForWorkers(address: RedisAddress, log: Logger, options?: RedisOptions): Redis;

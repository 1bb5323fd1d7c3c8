import type { Logger } from 'pino';

export interface EmbeddedRedis {
  readonly path: string;
  stop(): Promise<void>;
}
export declare class DataDirInUseError extends Error {}
export declare class RedisServerError extends Error {}
export declare function startEmbeddedRedis(dataDir: string, log: Logger): Promise<EmbeddedRedis>;

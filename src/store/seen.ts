import type { Redis } from 'ioredis';

export interface Seen {
  first(scope: string, id: string, ttlSeconds: number): Promise<boolean>;
}
export declare function createSeen(redis: Redis): Seen;

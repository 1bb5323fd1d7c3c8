import type { Redis } from 'ioredis';

export interface Due {
  mark(person: string, at: number): Promise<void>;
  takeDue(now: number, limit: number): Promise<string[]>;
  drop(person: string): Promise<void>;
}
export declare function createDue(redis: Redis): Due;

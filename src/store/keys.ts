import type { Redis } from 'ioredis';

export declare class MasterKeyError extends Error {}
export declare class WrongKeyError extends Error {}
export declare class DamagedValueError extends Error {}
export declare function loadMasterKey(secret: string | null, dataDir: string): Promise<Uint8Array>;
export declare function checkMasterKey(redis: Redis, masterKey: Uint8Array): Promise<void>;

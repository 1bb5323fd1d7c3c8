export interface TestRedis {
  readonly path: string;
  stop(): Promise<void>;
}
export declare function startTestRedis(): Promise<TestRedis>;

import { type Command, Redis } from 'ioredis';

/** How many steps a wait is cut into. */
const STEPS = 20;

/**
 * A client that times out commands, counting only time in which this process was awake. ioredis's own limit mistakes time when
 * we were starved of CPU, or loading our own code, for silence from Redis: on a slow machine no start would succeed.
 */
export class AwakeRedis extends Redis {
  /** How long to wait for a command, in milliseconds; null: forever. */
  patienceMs: number | null = null;
  readonly #watched = new WeakSet<Command>();

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    // A command comes here again when it is resent after a reconnect.
    if (this.patienceMs !== null && !this.#watched.has(command)) this.#watch(command, this.patienceMs);
    return super.sendCommand(command, stream);
  }

  #watch(command: Command, patienceMs: number): void {
    this.#watched.add(command);
    let steps = 0;
    // Missed steps are not made up for, and anything that has arrived by the last one is read first.
    const timer = setInterval(() => {
      steps += 1;
      if (!command.isSettled && steps < STEPS) return;
      clearInterval(timer);
      setImmediate(() => {
        if (!command.isSettled) command.reject(new Error('Command timed out'));
      });
    }, patienceMs / STEPS);
  }
}

import { type Command, Redis } from 'ioredis';

/** Into so many steps a wait is cut. */
const STEPS = 20;

/**
 * A client that gives up a command after a while in which this process was awake. ioredis's own limit takes the time in which
 * we were starved of CPU, or loading our own code, for the silence of Redis: on a slow machine no start would succeed.
 */
export class AwakeRedis extends Redis {
  /** Milliseconds for which a command is waited for; null: for ever. */
  patienceMs: number | null = null;
  readonly #watched = new WeakSet<Command>();

  override sendCommand(command: Command, stream?: Parameters<Redis['sendCommand']>[1]): unknown {
    // It comes here again when it is sent after a reconnect.
    if (this.patienceMs !== null && !this.#watched.has(command)) this.#watch(command, this.patienceMs);
    return super.sendCommand(command, stream);
  }

  #watch(command: Command, patienceMs: number): void {
    this.#watched.add(command);
    let steps = 0;
    // Steps that were missed are not made up for, and what has arrived by the last one is read first.
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

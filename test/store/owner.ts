import { startEmbeddedRedis } from '#store/embedded.ts';
import { silent } from './help.ts';

/** What the process that owns a data folder tells the test, and the two words it takes. */
export type OwnerMessage =
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string }
  | { readonly kind: 'interrupted' };
export type OwnerOrder = 'stop' | 'exit';

const tell = (message: OwnerMessage) => process.send?.(message);

process.on('SIGINT', () => tell({ kind: 'interrupted' }));
try {
  const redis = await startEmbeddedRedis(process.argv[2] ?? '', silent);
  process.on('message', async (order: OwnerOrder) => {
    if (order === 'stop') await redis.stop();
    process.exit();
  });
  tell({ kind: 'ready', path: redis.path });
} catch (error) {
  const { name, message } = error as Error;
  tell({ kind: 'refused', name, message });
  process.disconnect?.();
}

import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import type { Command } from '#bots/chat/command.ts';

const FOLDER = new URL('./commands/', import.meta.url);
const moduleSchema = z.object({
  command: z.custom<Command>((value) => typeof value === 'object' && value !== null),
});

/** Loads every command: each file in `commands/` exports one as `command`, so no list has to name it. */
export async function loadCommands(): Promise<readonly Command[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.ts')).toSorted();
  return Promise.all(
    files.map(async (file) => moduleSchema.parse(await import(new URL(file, FOLDER).href)).command),
  );
}

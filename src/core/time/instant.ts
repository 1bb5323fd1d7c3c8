import { z } from 'zod';

/** An ISO 8601 instant in UTC. */
export const instantSchema = z.iso.datetime();

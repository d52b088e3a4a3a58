/** The dictionary of one language, put together from its areas. */
import { cockpit } from './cockpit.ts';
import { common } from './common.ts';
import { definitions } from './definitions.ts';
import { errors } from './errors.ts';
import { pipeline } from './pipeline.ts';
import { start } from './start.ts';

export const sv = { common, cockpit, definitions, errors, pipeline, start } as const;

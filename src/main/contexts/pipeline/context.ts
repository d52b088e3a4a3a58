/** What answers the contract of the pipeline. */
import { pipeline } from '../../../shared/pipeline/context.ts';
import { register } from '../context.ts';
import { boardCommands } from './boardCommands.ts';
import { boardQueries } from './boardQueries.ts';
import { bulkCommands } from './bulk.ts';
import { cockpitQueries } from './cockpit.ts';
import { pipelineCommands } from './commands.ts';
import { creditHandlers } from './credit.ts';
import { processCommands } from './process.ts';
import { pipelineQueries } from './queries.ts';
import { pipelineSheets } from './sheets.ts';

export const pipelineContext = register(
  pipeline,
  {
    contract: { store: { ...pipelineCommands, ...pipelineQueries } },
    board: { store: { ...boardCommands, ...boardQueries } },
    bulk: { store: bulkCommands },
    cockpit: { store: cockpitQueries },
    credit: { store: creditHandlers },
    process: { store: processCommands },
  },
  { sheets: pipelineSheets },
);

/** One PostgreSQL for all files of a run, started with the first test that asks for a database of its own in it. */
import type { TestProject } from 'vitest/node';
import { answerQuestions } from '../support/asked.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

declare module 'vitest' {
  // Declaration merging needs an interface here.
  interface ProvidedContext {
    /** Answers with the address of a new, empty database. */
    readonly postgresUrl: string;
  }
}

/** Answers what stops it again. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let server: Promise<TestPostgres> | null = null;
  const { url, close } = await answerQuestions(async () => (await (server ??= startPostgres({ forgetful: true }))).newUrl());
  project.provide('postgresUrl', url);
  return async () => {
    close();
    await (await server)?.stop();
  };
};

/** A reporter that names the tests which passed only when tried again: they count as passed, and their cause is still to be found. */
import type { Reporter, TestCase } from 'vitest/node';

export default class SecondTries implements Reporter {
  private readonly names: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky === true) this.names.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd(): void {
    if (this.names.length === 0) return;
    process.stdout.write(`\n!! PASSED ONLY ON THE SECOND TRY:\n${this.names.map((name) => `!! ${name}\n`).join('')}\n`);
  }
}

import type { Reporter, TestModule } from 'vitest/node';
import { leftOutMark, serviceNames, services } from './names.ts';

/** Says once, at the end, how many tests were left out for want of a service and how to have them run. */
export class LeftOutReport implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.fullName));
    for (const service of serviceNames) {
      const count = names.filter((name) => name.includes(leftOutMark(service))).length;
      if (count === 0) continue;
      const { title, advice } = services[service];
      process.stdout.write(`\n${count} tests on ${title} were left out: it is not installed. ${advice}\n`);
    }
  }
}

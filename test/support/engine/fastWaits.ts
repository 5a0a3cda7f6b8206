const FASTER = 50;

const real = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow');

const sleep: typeof real.sleep = async (ms, signal) => await real.sleep(ms / FASTER, signal);

/**
 * n8n-workflow with a `sleep` that passes fifty times as fast; every wait of the nodes goes through it. Waits keep their order,
 * and the same signal ends them. The clock does not move on with them, and HTTP takes the time it takes, so tests of the pace
 * and of what happens while a service is slow wait for real.
 *
 * At the top of a test file: `jest.mock('n8n-workflow', () => jest.requireActual('./fastWaits'));`
 */
export = Object.create(real, { sleep: { value: sleep, enumerable: true } }) as typeof real;

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { SandboxClient } from '../../sandbox/client';

export { addVietnam } from '../../sandbox/demo/vietnam';

/** A clock that stands still until a test moves it. */
export class Clock {
	/** Epoch ms. */
	ms = Date.parse('2026-11-23T10:00:00Z');

	readonly now = (): number => this.ms;

	seconds(): number {
		return Math.floor(this.ms / 1000);
	}

	pass(seconds: number): void {
		this.ms += seconds * 1000;
	}
}

export interface Stage {
	sandbox: Sandbox;
	client: SandboxClient;
	clock: Clock;
}

const open: Sandbox[] = [];

/** A sandbox with a clock of its own and a client that is connected to it. */
export async function stage(options: SandboxOptions = {}): Promise<Stage> {
	const clock = new Clock();
	const sandbox = await startSandbox({ now: clock.now, ...options });
	open.push(sandbox);
	const client = new SandboxClient(sandbox, clock.now);
	await client.connect();
	return { sandbox, client, clock };
}

/** Closes every sandbox a test file has opened. */
export async function closeStages(): Promise<void> {
	await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
}

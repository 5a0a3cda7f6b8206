import type { Pacing } from '../sandbox';
import type { Checks } from '../support/checks';
import type { N8nInstallation } from '../support/n8n/install';
import { startInstance, type Instance } from '../support/n8n/instance';

/** What each part of the e2e run is given. */
export interface Part {
	installation: N8nInstallation;
	/** The packed package. */
	tarball: string;
	checks: Checks;
	print(this: void, line: string): void;
}

interface Surroundings {
	/** Where the sandbox ages in another way than the demonstration. */
	pace?: Partial<Pacing>;
	/** Environment of n8n beyond the usual one. */
	settings?: NodeJS.ProcessEnv;
}

/** Runs something in a fresh n8n beside a fresh sandbox. Both are stopped after it, also where it fails. */
export async function withInstance(
	{ installation, tarball, print }: Part,
	{ pace, settings }: Surroundings,
	work: (instance: Instance) => Promise<void>,
): Promise<void> {
	const instance = await startInstance(installation, tarball, print, settings, pace);
	try {
		await work(instance);
	} finally {
		await instance.stop();
	}
}

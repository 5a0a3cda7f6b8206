import { CommandError, greeting, startForUser } from './command';

/** `npm run sandbox`: both services with the demo world, until Ctrl-C. */
async function main(): Promise<void> {
	const sandbox = await startForUser(process.env);
	const stop = (): void => {
		void sandbox.close().then(() => console.log('\nThe sandbox has stopped.'));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	// Last: who reads it may stop the sandbox at once.
	console.log(greeting(sandbox));
}

void main().catch((error: unknown) => {
	console.error(error instanceof CommandError ? error.message : error);
	process.exitCode = 1;
});

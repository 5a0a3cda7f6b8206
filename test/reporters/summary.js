/** Closes a jest run with one plain line that a program can read: `12 passed, 0 failed`. */
class SummaryReporter {
	onRunComplete(_contexts, results) {
		// A file that could not even be run holds no test that failed; it counts as one.
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		// jest's own summary comes after every reporter, so the last line waits for the end of the process.
		process.once('exit', () => {
			process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
		});
	}
}

module.exports = SummaryReporter;

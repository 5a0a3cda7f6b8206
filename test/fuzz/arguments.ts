/** What `npm run fuzz` was asked for. */
export interface FuzzOptions {
	cases: number;
	seed: number;
	/** Processes that share the cases. */
	workers: number;
	/** Name of an endpoint whose answers alone are changed, or of a layer; empty = everything. */
	only: string;
	/** ID of one case, to run it alone; empty = none. */
	replay: string;
	/** File for the figures as JSON; empty = none. */
	report: string;
	/** Name of a mutant to run with; empty = the sources as they are. */
	mutant: string;
}

const DEFAULTS: FuzzOptions = {
	cases: 12_000,
	seed: 1,
	workers: 2,
	only: '',
	replay: '',
	report: '',
	mutant: '',
};

/** @throws when an argument is unknown or is no number where one is needed */
export function readArguments(given: readonly string[]): FuzzOptions {
	const options: Record<string, string | number> = { ...DEFAULTS };
	for (let index = 0; index < given.length; index += 2) {
		const name = given[index].replace(/^--/, '');
		const value = given[index + 1];
		if (!Object.hasOwn(DEFAULTS, name) || value === undefined) {
			const names = Object.keys(DEFAULTS).map((each) => `--${each}`);
			throw new Error(`Unknown argument "${given[index]}". Use ${names.join(', ')}.`);
		}
		const isNumber = typeof DEFAULTS[name as keyof FuzzOptions] === 'number';
		if (isNumber && !/^[1-9]\d*$/.test(value)) {
			throw new Error(`--${name} is "${value}". It must be a whole number of 1 or more.`);
		}
		options[name] = isNumber ? Number(value) : value;
	}
	return options as unknown as FuzzOptions;
}

/** As the command line gives them, so that {@link readArguments} reads the same again. */
export function argumentsOf(options: FuzzOptions): string[] {
	return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** What `npm run soak` was asked for. */
export interface SoakOptions {
	orders: number;
	faults: number;
	seed: number;
	/** Worlds that share the orders and faults, each with ten shops, an OMS and an n8n of its own, and a core of the machine. */
	worlds: number;
	/** Only this one of them, to replay it; 0 = all. */
	world: number;
	/** File for the figures as JSON; empty = none. */
	report: string;
	/** Name of a mutant to run with; empty = the sources as they are. */
	mutant: string;
	/**
	 * `templates`: as the templates are set, everything comes again until it is done. `cursor`: the trigger gives each order
	 * out once and never reads again, and only its own reads fail: what its cursor passes over is lost.
	 */
	mode: 'templates' | 'cursor';
	/** Longest time that orders wait for a mapping row or for stock, hours; 0 = by the length of the run, at most ten days. */
	waitHours: number;
	/** An event that happens besides those of the seed, at a third of the way; empty = none. */
	event: string;
}

const DEFAULTS: SoakOptions = {
	orders: 100_000,
	faults: 10_000,
	seed: 1,
	worlds: 2,
	world: 0,
	report: '',
	mutant: '',
	mode: 'templates',
	waitHours: 0,
	event: '',
};

/** @throws when an argument is unknown or is no number where one is needed */
export function readArguments(given: readonly string[]): SoakOptions {
	const options: Record<string, string | number> = { ...DEFAULTS };
	for (let index = 0; index < given.length; index += 2) {
		const name = given[index].replace(/^--/, '');
		const value = given[index + 1];
		if (!(name in DEFAULTS) || value === undefined) {
			throw new Error(
				`Unknown argument "${given[index]}". Use --orders N --faults M --seed S --worlds W --world K --report FILE.`,
			);
		}
		const isNumber = typeof DEFAULTS[name as keyof SoakOptions] === 'number';
		if (isNumber && !/^\d+$/.test(value)) {
			throw new Error(`--${name} is "${value}". It must be a whole number.`);
		}
		options[name] = isNumber ? Number(value) : value;
	}
	const read = options as unknown as SoakOptions;
	if (read.worlds < 1 || read.world > read.worlds) {
		throw new Error(`There is no world ${read.world} of ${read.worlds}.`);
	}
	return read;
}

/** As the command line gives them, so that {@link readArguments} reads the same again. */
export function argumentsOf(options: SoakOptions): string[] {
	return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

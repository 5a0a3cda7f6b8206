import { argumentsOf, readArguments } from '../../fuzz/arguments';
import { Report, type CaseResult, type Fault } from '../../fuzz/report';

const result = (id: string, fault?: Fault, places = 1): CaseResult => ({
	id,
	about: 'detail record',
	idle: false,
	described: `places: ${places}`,
	mutations: Array.from({ length: places }, () => ({ path: ['id'], kind: 'null' as const })),
	said: [],
	verdicts: fault
		? [{ fault, what: 'an order is not there', signature: `${fault} detail id` }]
		: [],
});

describe('the summary of a run', () => {
	it('is red with one fault of any kind, and green without', () => {
		const green = new Report();
		green.add(result('stories-1-1'));
		expect(green.failed).toBe(false);
		const red = new Report();
		red.add(result('stories-1-1'));
		red.add(result('calls-1-2', 'silent'));
		expect(red.failed).toBe(true);
		expect(red.figures(3)).toMatchObject({ cases: 2, silent: 1, lost: 0, seconds: 3 });
	});

	it('shows one example of equal faults, the smallest', () => {
		const report = new Report();
		report.add(result('stories-1-1', 'lost', 3));
		report.add(result('stories-1-2', 'lost', 1));
		report.add(result('stories-1-3', 'lost', 2));
		expect(report.sorted).toHaveLength(1);
		expect(report.printed(1)).toContain('3 × lost detail id');
		expect(report.printed(1)).toContain('--replay stories-1-2');
	});

	it('ends with a line that a program can read', () => {
		const report = new Report();
		report.add(result('stories-1-1', 'doubled'));
		const last = report.printed(1).split('\n').at(-1) ?? '';
		expect(JSON.parse(last)).toMatchObject({ cases: 1, doubled: 1 });
	});
});

describe('arguments of the fuzzer', () => {
	it('are read again as they were written', () => {
		const options = readArguments(['--cases', '50', '--seed', '9', '--only', 'detail']);
		expect(options).toMatchObject({ cases: 50, seed: 9, only: 'detail' });
		expect(readArguments(argumentsOf(options))).toEqual(options);
	});

	it.each([[['--cases', 'many']], [['--case', '5']], [['--cases']], [['--__proto__', 'x']]])(
		'%j are refused',
		(given) => expect(() => readArguments(given)).toThrow(),
	);
});

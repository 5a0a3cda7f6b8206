import fc from 'fast-check';

import { writeOnce, type AfterFailure } from '../../../nodes/shared/writeOnce';

/** What a service does with one write, and what the caller hears of it. */
type Fate =
	| 'accepted'
	| 'acceptedAnswerLost'
	| 'partlyAcceptedAnswerLost'
	| 'lost'
	| 'refused'
	| 'rateLimited';
const FATES: Fate[] = [
	'accepted',
	'acceptedAnswerLost',
	'partlyAcceptedAnswerLost',
	'lost',
	'refused',
	'rateLimited',
];
const NO_ANSWER: Fate[] = ['acceptedAnswerLost', 'partlyAcceptedAnswerLost', 'lost'];

class WriteFailure extends Error {
	constructor(readonly fate: Fate) {
		super(fate);
	}
}

/** A service that has no idempotency keys: what it accepts twice, it does twice. */
class Service {
	readonly accepted: number[] = [];
	readonly waits: number[] = [];
	writes = 0;
	readBacks = 0;

	/** @param fates  of one write after the other; then all are accepted */
	constructor(private readonly fates: Fate[]) {}

	async write(items: readonly number[]): Promise<void> {
		const fate = this.fates[this.writes++] ?? 'accepted';
		if (fate === 'accepted' || fate === 'acceptedAnswerLost') this.accepted.push(...items);
		if (fate === 'partlyAcceptedAnswerLost') {
			this.accepted.push(...items.filter((_, index) => index % 2 === 0));
		}
		if (fate !== 'accepted') return await Promise.reject(new WriteFailure(fate));
	}

	async stillMissing(items: readonly number[]): Promise<number[]> {
		this.readBacks += 1;
		return await Promise.resolve(items.filter((item) => !this.accepted.includes(item)));
	}

	async pause(ms: number): Promise<void> {
		this.waits.push(ms);
		return await Promise.resolve();
	}
}

function after(failure: unknown, attempt: number): AfterFailure {
	const { fate } = failure as WriteFailure;
	if (fate === 'refused') return {};
	if (fate === 'rateLimited') return { retryAfterMs: 1_000 };
	return { readBackAfterMs: 500 * attempt, retryAfterMs: 0 };
}

async function run(service: Service, items: readonly number[], attempts: number) {
	const writing = {
		write: async (open: readonly number[]) => await service.write(open),
		stillMissing: async (open: readonly number[]) => await service.stillMissing(open),
		after,
	};
	return await writeOnce(items, writing, { attempts }, service);
}

const items = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 12 });
const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 6 });
const attempts = fc.integer({ min: 1, max: 5 });

describe('a write', () => {
	it('is carried out at most once for each item, whatever answers are lost', async () => {
		await fc.assert(
			fc.asyncProperty(items, fates, attempts, async (wanted, fate, most) => {
				const service = new Service(fate);
				await run(service, wanted, most);
				expect(new Set(service.accepted).size).toBe(service.accepted.length);
				expect(service.writes).toBeLessThanOrEqual(most);
			}),
		);
	});

	it('is told as not written exactly where the service does not have it, with the last failure', async () => {
		await fc.assert(
			fc.asyncProperty(items, fates, attempts, async (wanted, fate, most) => {
				const service = new Service(fate);
				const notWritten = await run(service, wanted, most);
				const missing = wanted.filter((item) => !service.accepted.includes(item));
				expect(notWritten?.missing ?? []).toEqual(missing);
				if (notWritten)
					expect(notWritten.failure).toMatchObject({ fate: fate[service.writes - 1] });
			}),
		);
	});

	it('goes through when the service accepts it within the attempts', async () => {
		const fate = fc.array(fc.constantFrom<Fate>('lost', 'rateLimited', ...NO_ANSWER), {
			maxLength: 4,
		});
		await fc.assert(
			fc.asyncProperty(items, fate, async (wanted, failures) => {
				const service = new Service(failures);
				expect(await run(service, wanted, failures.length + 1)).toBeUndefined();
				expect([...service.accepted].sort()).toEqual([...wanted].sort());
			}),
		);
	});

	it('is read back before it is sent again, but not where the service surely did not accept it', async () => {
		const lost = new Service(['lost']);
		await run(lost, [1], 3);
		expect([lost.writes, lost.readBacks, lost.waits]).toEqual([2, 1, [500]]);
		const limited = new Service(['rateLimited']);
		await run(limited, [1], 3);
		expect([limited.writes, limited.readBacks, limited.waits]).toEqual([2, 0, [1_000]]);
	});

	it('is read back after the last attempt too', async () => {
		const service = new Service(['acceptedAnswerLost']);
		expect(await run(service, [1, 2], 1)).toBeUndefined();
	});

	it('is not sent again when the read-back fails', async () => {
		const service = new Service(['acceptedAnswerLost']);
		const away = new Error('away');
		const writing = {
			write: async (open: readonly number[]) => await service.write(open),
			stillMissing: async () => await Promise.reject(away),
			after,
		};
		await expect(writeOnce([1], writing, { attempts: 3 }, service)).rejects.toBe(away);
		expect(service.accepted).toEqual([1]);
	});

	it('ends with a failure that is about more than its items', async () => {
		const service = new Service(['refused']);
		const writing = {
			write: async (open: readonly number[]) => await service.write(open),
			stillMissing: async (open: readonly number[]) => await service.stillMissing(open),
			after: () => undefined,
		};
		await expect(writeOnce([1], writing, { attempts: 3 }, service)).rejects.toThrow('refused');
		expect([service.writes, service.readBacks]).toEqual([1, 0]);
	});

	it('of several steps is read back after each success, and tells what never shows', async () => {
		const steps = ['create', 'ship'];
		const written: string[] = [];
		const writing = {
			write: async ([step]: readonly string[]) => {
				written.push(step);
				return await Promise.resolve();
			},
			stillMissing: async () => await Promise.resolve(steps.slice(written.length)),
			after,
		};
		const policy = { attempts: 4, readBackAfterSuccess: true };
		expect(await writeOnce(['create'], writing, policy, new Service([]))).toBeUndefined();
		expect(written).toEqual(['create', 'ship']);

		const never = { ...writing, stillMissing: async () => await Promise.resolve(['create']) };
		expect(await writeOnce(['create'], never, policy, new Service([]))).toEqual({
			missing: ['create'],
		});
	});
});

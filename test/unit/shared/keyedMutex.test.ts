import { KeyedMutex } from '../../../nodes/shared/keyedMutex';

it('work whose execution was stopped while it waited never begins, and the work behind it goes on', async () => {
	const queue = new KeyedMutex();
	const stop = new AbortController();
	const events: string[] = [];
	let finish = (): void => {};
	const first = queue.run('key', async () => await new Promise<void>((end) => (finish = end)));
	const second = queue.run('key', async () => void events.push('second'), stop.signal);
	const third = queue.run('key', async () => void events.push('third'));
	stop.abort();
	await expect(second).rejects.toThrow('canceled');
	finish();
	await Promise.all([first, third]);
	expect(events).toEqual(['third']);
});

it('a stopped execution does not wait for its own work, but the next work of the key does', async () => {
	const queue = new KeyedMutex();
	const stop = new AbortController();
	const events: string[] = [];
	let finish = (): void => {};
	const work = async (): Promise<void> => {
		await new Promise<void>((end) => (finish = end));
		events.push('first');
	};
	const first = queue.run('key', work, stop.signal);
	const second = queue.run('key', async () => void events.push('second'));
	await new Promise((resolve) => setImmediate(resolve));
	stop.abort();
	await expect(first).rejects.toThrow('canceled');
	finish();
	await second;
	expect(events).toEqual(['first', 'second']);
});

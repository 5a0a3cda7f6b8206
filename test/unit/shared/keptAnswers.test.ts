import { KeptAnswers } from '../../../nodes/shared/keptAnswers';

/** Answers of a service that counts its calls, and the clock. */
function kept() {
	const state = { now: 1_000_000, calls: 0, owner: 'a' as string | undefined, fails: false };
	const answers = new KeptAnswers(() => state.now);
	const ask = async (): Promise<number> => {
		state.calls++;
		if (state.fails) throw new Error('no answer');
		return await Promise.resolve(state.calls);
	};
	const owner = async (): Promise<string | undefined> => await Promise.resolve(state.owner);
	const get = async (what = 'shops'): Promise<number> => await answers.get(owner, what, ask);
	const renew = async (): Promise<number> => await answers.renew(owner, 'shops', ask);
	return { state, get, renew, answers, owner };
}

it('an answer is kept for an hour', async () => {
	const { state, get } = kept();
	expect([await get(), await get()]).toEqual([1, 1]);
	state.now += 3_599_999;
	expect(await get()).toBe(1);
	state.now += 1;
	expect([await get(), await get()]).toEqual([2, 2]);
});

it('a clock that is set back keeps nothing for long', async () => {
	const { state, get } = kept();
	await get();
	state.now -= 3_600_000;
	expect(await get()).toBe(2);
});

it('another owner and another question have answers of their own', async () => {
	const { state, get } = kept();
	expect([await get(), await get('providers')]).toEqual([1, 2]);
	state.owner = 'b';
	expect(await get()).toBe(3);
	state.owner = 'a';
	expect(await get()).toBe(1);
});

it('a failure is not kept, and takes no answer away', async () => {
	const { state, get, renew } = kept();
	state.fails = true;
	await expect(get()).rejects.toThrow('no answer');
	state.fails = false;
	expect(await get()).toBe(2);
	state.fails = true;
	await expect(renew()).rejects.toThrow('no answer');
	expect(await get()).toBe(2);
});

it('an answer that is asked for anew takes the place of the old one', async () => {
	const { get, renew } = kept();
	expect([await get(), await renew(), await get()]).toEqual([1, 2, 2]);
});

it('without an owner nothing is kept', async () => {
	const { state, get } = kept();
	state.owner = undefined;
	expect([await get(), await get()]).toEqual([1, 2]);
});

it('what the call has renewed is the owner of its answer', async () => {
	const { state, answers, owner, get } = kept();
	state.owner = undefined;
	const ask = async (): Promise<number> => {
		state.owner = 'new';
		return await Promise.resolve(99);
	};
	await answers.get(owner, 'shops', ask);
	expect(await get()).toBe(99);
});

it('answers are not kept without end', async () => {
	const { state, get } = kept();
	for (let index = 0; index < 600; index++) await get(`question ${index}`);
	expect(await get('question 599')).toBe(600);
	await get('question 0');
	expect(state.calls).toBe(601);
});

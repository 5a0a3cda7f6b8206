import type { IDataObject } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { runNode } from '../../support/engine/engine';

const MINUTES_AGO = new Date(Date.now() - 5 * 60_000).toISOString();

const row = {
	...{ order_id: '57', shop_code: 'US01', status: 'open', code: 'SKU_NOT_MAPPED' },
	...{ message: 'No row.', hint: 'Add it.', opened: MINUTES_AGO },
};
const authorization = {
	...{ openId: 'o1', sellerName: 'Sunny Home', daysLeft: 12 },
	authorizationEndsAt: '2026-12-24T00:00:00.000Z',
};

async function digest(
	desk: IDataObject[],
	told?: IDataObject[],
	facts?: IDataObject[],
	parameters: IDataObject = {},
): Promise<IDataObject[][]> {
	const { outputs, error } = await runNode(
		new TikTokShop(),
		{ resource: 'exception', operation: 'makeDigest', ...parameters } as never,
		desk,
		{ second: told, third: facts },
	);
	expect(error).toBeUndefined();
	return outputs;
}

describe('Exception > Make Digest', () => {
	it('writes one message of what is new, and the rows that make it old, without a credential', async () => {
		const [[message], told, seen, forgotten] = await digest([row], [{}], [authorization]);
		expect(message).toMatchObject({
			subject: 'TikTok Shop: 1 about the authorisation, 1 new',
			facts: 2,
			urgent: false,
			codes: { SKU_NOT_MAPPED: 1 },
		});
		expect(told.map(({ fact }) => fact)).toEqual([
			'authorization|o1',
			`exception|57|${MINUTES_AGO}|SKU_NOT_MAPPED`,
		]);
		expect([seen, forgotten]).toEqual([[], []]);
		expect(await digest([row], told, [authorization])).toEqual([[], [], [], []]);
	});

	it('has only the desk where nothing else is connected', async () => {
		const [[message]] = await digest([row]);
		expect(message.subject).toBe('TikTok Shop: 1 new');
	});

	it('tells nothing of the desk where only given facts are asked for, and forgets nothing', async () => {
		const old = { fact: 'exception|1|then|CODE', told: '2020-01-01T00:00:00.000Z' };
		const given = await digest([row], [old], [authorization], { tell: 'given' });
		expect(given[1].map(({ fact }) => fact)).toEqual(['authorization|o1']);
		expect(given[3]).toEqual([]);
		const all = await digest([row], [old], [authorization], { tell: 'urgent' });
		expect(all[0]).toEqual([]);
		expect(all[3]).toEqual([{ fact: old.fact }]);
	});

	it.each<[options: IDataObject, subject: string | undefined]>([
		[{ warnDaysBefore: '10, 5' }, undefined],
		[{ warnDaysBefore: '' }, undefined],
		[{ warnDaysBefore: '14' }, 'TikTok Shop: 1 about the authorisation'],
	])('warns on the days that are asked for: %j', async (options, subject) => {
		const [[message]] = await digest([{}], [{}], [authorization], { options });
		expect(message?.subject).toBe(subject);
	});

	it('reminds of what waits, after the time that is asked for, or never', async () => {
		const old = { ...row, opened: '2026-01-01T00:00:00.000Z' };
		const subjectWith = async (overdueAfterHours: number) =>
			(await digest([old], [{}], [{}], { options: { overdueAfterHours } }))[0][0].subject;
		expect(await subjectWith(24)).toBe('TikTok Shop: 1 overdue');
		expect(await subjectWith(0)).toBe('TikTok Shop: 1 new');
	});
});

import { Checks } from '../../support/checks';
import { checkPromises } from '../../soak/queue/promises';
import type { Renewal } from '../../soak/queue/renewals';
import type { Figures } from '../../soak/queue/report';

/** A run in which everything was kept. */
const KEPT: Figures = {
	n8nVersion: '2.41.1',
	counts: { placed: 3, created: 2, shipped: 2, tracked: 2, doubled: 0, twoParcels: 0 },
	books: {
		lost: 0,
		duplicates: 0,
		unwanted: 0,
		wrongLines: 0,
		wrongTracking: 0,
		shipped: 2,
		trackingOnTikTok: 2,
	},
	killed: [
		{ worker: 'worker-1', moment: 'created no. 3', inHand: ['1'], became: ['crashed'] },
		{ worker: 'worker-2', moment: 'trackingOnTikTok no. 1', inHand: ['9'], became: ['crashed'] },
	],
	renewals: [
		{
			credential: 'connected',
			refreshes: 1,
			refused: 0,
			executions: 12,
			good: 12,
			byWorker: { 'worker-2': 5, 'worker-3': 7 },
			errors: [],
		},
		{
			credential: 'pasted',
			refreshes: 2,
			refused: 1,
			executions: 12,
			good: 12,
			byWorker: { 'worker-2': 6, 'worker-3': 6 },
			errors: [],
		},
	],
	refreshes: { made: 1, refused: 0 },
	mostInOneSecond: {},
	delays: {
		push: { median: 1, longest: 2, orderId: '1' },
		tracking: { median: 1, longest: 2, orderId: '1' },
	},
	executions: { orderSync: { success: 4, crashed: 1 }, shipBack: { success: 4, crashed: 1 } },
	failures: {},
};

const broken = (change: Partial<Figures>): string[] => {
	const said: string[] = [];
	checkPromises({ ...KEPT, ...change }, new Checks((line) => said.push(line)));
	return said.filter((line) => line.startsWith('✗'));
};

describe('the promises of queue mode', () => {
	it('are kept by a good run', () => {
		expect(broken({})).toEqual([]);
	});

	const [renewal, pasted] = KEPT.renewals;
	const both = (change: Partial<Renewal>): Partial<Figures> => ({
		renewals: [{ ...renewal, ...change }, pasted],
	});
	it.each<[string, Partial<Figures>]>([
		['a broken rule of the auditor', { violation: { what: 'x', orderId: '1', at: '' } }],
		['a lost order', { books: { ...KEPT.books, lost: 1 } }],
		['a doubled order', { books: { ...KEPT.books, duplicates: 1 } }],
		['an order that must not go', { books: { ...KEPT.books, unwanted: 1 } }],
		['a parcel without its number on TikTok Shop', { books: { ...KEPT.books, shipped: 3 } }],
		['a second tracking number', { counts: { ...KEPT.counts, tracked: 3 } }],
		['a worker that was killed at rest', { killed: [{ ...KEPT.killed[0], inHand: [] }] }],
		['an execution that failed when access had ended', both({ good: 11 })],
		['access that never ended', { renewals: [renewal] }],
		['a pasted credential without new tokens', { renewals: [renewal, { ...pasted, refused: 2 }] }],
		['work that only one worker did', both({ byWorker: { a: 12, b: 0 } })],
		['two refreshes at once', both({ refreshes: 2 })],
		['a refresh token that was used twice', { refreshes: { made: 4, refused: 1 } }],
		[
			'an authorisation that is gone',
			{ failures: { 'TikTok Shop has ended the authorisation of this credential.': 1 } },
		],
	])('notice %s', (_what, change) => {
		expect(broken(change)).not.toEqual([]);
	});
});

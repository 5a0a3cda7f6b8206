import { inCursorMode, mutant, withEvent, type Mutant, inTest } from './mutant';

const WINDOW = 'nodes/TikTokShop/trigger/window.ts';
const PENDING = 'nodes/TikTokShop/trigger/pending.ts';
const EMISSION = 'nodes/TikTokShop/trigger/emission.ts';
const EMIT_RULES = 'nodes/TikTokShop/trigger/emitRules.ts';
const READ_SHOPS = 'nodes/TikTokShop/trigger/readShops.ts';
const RUN = 'nodes/TikTokShop/trigger/acknowledgedRun.ts';
const NEWS_FIRST = 'nodes/TikTokShop/trigger/newsFirst.ts';
const READS_OF_SHOPS =
	"const reads = new Map(results.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])));\n";
const STATE = 'nodes/TikTokShop/trigger/state.ts';

/** Rules of reading orders on TikTok Shop. */
export const READING: readonly Mutant[] = [
	inCursorMode(
		'cursor-before-hand-over',
		'a page counts as handed over before its details were read',
		{
			file: PENDING,
			find: '			const wanted = emission.select(page.rows.filter(({ id }) => !this.items.has(id)));\n',
			replace:
				'			const wanted = emission.select(page.rows.filter(({ id }) => !this.items.has(id)));\n			emission.commit();\n',
		},
	),
	inCursorMode(
		'detail-late-forgotten',
		'an order that searches show before its detail does counts as handed over',
		{
			file: PENDING,
			find: '			else if (!detail && !cached.has(id)) toEmit.faults.push(...this.faultOfMissing(id));\n',
			replace: '',
		},
	),
	inCursorMode('no-overlap', 'a poll begins exactly where the last one ended', {
		file: WINDOW,
		find: 'const sinceLastPoll = state.readUpTo - OVERLAP;',
		replace: 'const sinceLastPoll = state.readUpTo;',
	}),
	inCursorMode('memory-written-on-throw', 'a shop that could not be read counts as read', {
		file: READ_SHOPS,
		find: READS_OF_SHOPS,
		replace: `const asRead = { readUpTo: now, auditedAt: now, round: 0, emitted: {} };
	const counted = (index: number) =>
		settings.statuses.map((status) => [
			\`\${shops[index].id}:\${status}\`,
			{ items: [], exceptions: [], state: asRead },
		]);
	const reads = new Map<string, any>(
		results.flatMap((each, index) => (each.status === 'fulfilled' ? each.value : counted(index)) as any),
	);
`,
	}),
	inTest(
		'test/engine/TikTokShop/triggerAcknowledged.test.ts',
		'counted-before-its-end',
		'an order counts as handed over although its execution failed',
		{
			file: RUN,
			find: "					if (outcome === 'success') this.ledger.acknowledge(each);\n					else this.ledger.failed(each);\n",
			replace: '					this.ledger.acknowledge(each);\n',
		},
	),
	inTest(
		'test/engine/TikTokShop/triggerAcknowledged.test.ts',
		'news-behind-backlog',
		'news is read once the full re-read has come to its end',
		{
			file: NEWS_FIRST,
			find: '		if (news) this.add(',
			replace: '		if (news && !reread) this.add(',
		},
	),
	inTest(
		'test/engine/TikTokShop/triggerAcknowledged.test.ts',
		'repeat-never-comes',
		'an order that was handed over and stays pending never comes again',
		{
			file: EMIT_RULES,
			find: '		if (this.isDueAgain(known)) return false;\n',
			replace: '',
		},
	),
	inTest(
		'test/unit/TikTokShop/desk.test.ts',
		'waiting-order-not-noted',
		'an order that begins to wait gets no row in the exception desk, so it is not tried again',
		{
			file: 'nodes/TikTokShop/desk/compareWithDesk.ts',
			find: "line.result === 'waits' && !desk",
			replace: 'open && !desk',
		},
	),
	mutant('window-not-read-again', 'a poll reads only what has changed since the last one', {
		file: WINDOW,
		find: 'const audit = now - state.auditedAt >= auditEvery;',
		replace: 'const audit = false;',
	}),
	mutant('dedupe-by-id-only', 'an order is handed over once, whatever becomes of it', {
		file: EMISSION,
		find: `		if (this.emitRules.mode === 'untilShipped') {
			this.staged.rechecks.set(id, 0);
			return true;
		}
		const known = this.markOf(id);
		const current`,
		replace: `		if (this.emitRules.mode === 'untilShipped') {
			const isNew = !this.emitted.has(id);
			this.staged.marks.set(id, { revision: shortDigest(revision), round: this.round });
			return isNew;
		}
		const known = this.markOf(id);
		const current`,
	}),
	{
		...withEvent(
			'ordersMemoryLost',
			mutant(
				'first-pull-after-lost-memory',
				'a memory that was lost reaches back as far as the first pull only',
				{
					file: STATE,
					find: 'return known ?? (lost || pulled.includes(shopId) ? LOST_STATE : undefined);',
					replace: 'return known;',
				},
			),
		),
		waitHours: 7 * 24,
	},
	inTest(
		'test/engine/TikTokShopFulfillment/codes.test.ts',
		'tiktok-code-ignored',
		'HTTP 200 of TikTok Shop counts as success, whatever its code says',
		{
			file: 'nodes/TikTokShop/transport/readAnswer.ts',
			find: "ok: code === '0' && statusCode < 300,",
			replace: 'ok: statusCode < 300,',
		},
	),
	withEvent(
		'ordersMemoryOf2999',
		inCursorMode(
			'future-memory-trusted',
			'a memory of the year 2999 is believed',
			{
				file: STATE,
				find: "		typeof time === 'number' && time >= 0 && time <= now + MAX_CLOCK_DIFFERENCE;",
				replace: "		typeof time === 'number' && time >= 0;",
			},
			{
				file: STATE,
				find: '		readUpTo: Math.min(state.readUpTo, now),\n		auditedAt: Math.min(state.auditedAt, now),',
				replace: '		readUpTo: state.readUpTo,\n		auditedAt: state.auditedAt,',
			},
		),
	),
	inTest(
		'test/unit/TikTokShop/details.test.ts',
		'detail-not-halved',
		'a refused detail call is refused for all of its orders',
		{
			file: 'nodes/TikTokShop/orders/details.ts',
			find: '		if (ids.length > 1) return halvesOf(ids);\n',
			replace: '		if (ids.length > 1) throw failure;\n',
		},
	),
	inTest(
		'test/engine/TikTokShop/unreadableOrders.test.ts',
		'unreadable-stops-shop',
		'an order that cannot be read stops its shop',
		{
			file: PENDING,
			find: '		const orderOf = new Map(details.orders.map((order) => [order.id, order]));\n',
			replace: `		if (details.unreadable.length > 0) throw new Error('An order cannot be read');
		const orderOf = new Map(details.orders.map((order) => [order.id, order]));
`,
		},
	),
	inTest(
		'test/engine/TikTokShop/triggerShops.test.ts',
		'refused-shop-stops-others',
		'a shop that is refused stops the others',
		{
			file: READ_SHOPS,
			find: READS_OF_SHOPS,
			replace: `for (const each of results) if (each.status === 'rejected') throw each.reason;
	${READS_OF_SHOPS}`,
		},
	),
	inTest(
		'test/engine/TikTokShop/triggerShops.test.ts',
		'refused-shop-in-silence',
		'nobody is told of a shop that is refused',
		{
			file: RUN,
			find: '		const deliveries = [...deliveriesOf(reads), ...more];\n',
			replace: '		const deliveries = deliveriesOf(reads).slice(more.length && 0);\n',
		},
	),
	mutant('cancel-request-ignored', 'an order that the buyer asks to cancel goes to the warehouse', {
		file: 'nodes/TikTokShop/orders/eligibility.ts',
		find: "	if (order.is_buyer_request_cancel && !includeCancelRequested) return 'no';\n",
		replace: '',
	}),
	mutant('shipped-lines-again', 'line items that have left go to the warehouse once more', {
		file: 'nodes/TikTokShop/orders/orderStatus.ts',
		find: '		return !isPendingStatus(order.status) || !isShipped;',
		replace: '		return true;',
	}),
	mutant('no-pace', 'calls are sent as fast as they come', {
		file: 'nodes/shared/rateLimiter.ts',
		find: '		if (wait > 0) await this.clock.sleep(wait, stop);\n',
		replace: '',
	}),
];

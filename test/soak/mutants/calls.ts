import { inTest, type Mutant } from './mutant';

const STREAMS = 'nodes/TikTokShop/trigger/shopStreams.ts';
const MEMORY = 'nodes/LingxingOms/trigger/scanMemory.ts';
const SHORT_SCAN = 'test/engine/LingxingOms/triggerShortScan.test.ts';
const SEVERAL_STATUSES = 'test/engine/TikTokShop/triggerSeveralStatuses.test.ts';
const LOOK_AGAIN = 'test/engine/TikTokShop/triggerLookAgain.test.ts';

/** Rules by which calls are saved, and what must not be saved. */
export const CALLS: readonly Mutant[] = [
	inTest(
		'test/engine/LingxingOms/createElsewhereRush.test.ts',
		'late-one-not-counted',
		'what appears a minute late in the list of the OMS is not looked for in a rush',
		{
			file: 'nodes/LingxingOms/outbound/create/outboundOrderIndex.ts',
			find: '		return total === records.length || total === this.countFrom(from, to);\n',
			replace: '		return total >= 0;\n',
		},
	),
	inTest(
		'test/engine/LingxingOms/createElsewhereRush.test.ts',
		'own-ones-only',
		'what others bring between two creations of a rush is not looked for',
		{
			file: 'nodes/LingxingOms/outbound/create/outboundOrderIndex.ts',
			find: '		if (!mayBeKnown || !(await this.hasAll(connection, from, to))) {\n',
			replace: '		if (!mayBeKnown) {\n',
		},
	),
	inTest(
		SEVERAL_STATUSES,
		'each-status-read-in-full',
		'all statuses of a shop have their turn with the full re-read in one poll',
		{
			file: STREAMS,
			find: '			waitsWithReread: due.includes(each) && each !== next,\n',
			replace: '',
		},
	),
	inTest(
		SEVERAL_STATUSES,
		'unknown-status-passed-by',
		'an order with a status that cannot be told is passed by',
		{
			file: STREAMS,
			find: '			if (!isClear(page)) return undefined;\n',
			replace: '',
		},
	),
	inTest(
		SEVERAL_STATUSES,
		'search-without-status-only',
		'where TikTok Shop wants a status, nothing is found any more',
		{
			file: STREAMS,
			find: '		if (isOfSearch || failure instanceof UnreadableList) return undefined;\n',
			replace: '',
		},
	),
	inTest(
		'test/engine/TikTokShop/triggerBatches.test.ts',
		'details-long-before',
		'the details of all batches are read before the first one is handed over',
		{
			file: 'nodes/TikTokShop/trigger/newsFirst.ts',
			find: '		const unread = rows.slice(detailsAtOnce);\n',
			replace:
				'		await this.readFirst(rows.slice(detailsAtOnce));\n		const unread: SearchRow[] = [];\n',
		},
	),
	inTest(
		LOOK_AGAIN,
		'look-moves-the-cursor',
		'a look again counts as a poll, so what shows minutes later is never read',
		{
			file: 'nodes/TikTokShop/trigger/newsFirst.ts',
			find: '		this.addDetails(await this.reading(lookWindow(from, this.now), options).read());\n',
			replace: '		this.add(await this.reading(lookWindow(from, this.now), options).read());\n',
		},
	),
	inTest(
		LOOK_AGAIN,
		'no-look-again',
		'what comes while a poll hands over waits for the next poll',
		{
			file: 'nodes/TikTokShop/trigger/lookAgain.ts',
			find: '		if (!this.isRush || now >= this.until) return undefined;\n',
			replace: '		if (now >= 0) return undefined;\n',
		},
	),
	inTest(
		LOOK_AGAIN,
		'failed-one-looked-at-again',
		'what has failed is handed over again by each look of the same poll',
		{
			file: 'nodes/TikTokShop/trigger/newsFirst.ts',
			find: '		for (const id of Object.keys(this.left)) this.deferred.delete(id);\n',
			replace: '',
		},
	),
	inTest(
		'test/engine/TikTokShop/readAgain.test.ts',
		'stale-order-passed',
		'Read Again passes what was read long ago',
		{
			file: 'nodes/TikTokShop/actions/order/readAgain.operation.ts',
			find: '	return age >= 0 && age < seconds * SECOND_MS;\n',
			replace: '	return age >= 0 && seconds > 0;\n',
		},
	),
	inTest(
		SHORT_SCAN,
		'whole-list-never-again',
		'after the first scan only the newest outbound orders are listed',
		{
			file: MEMORY,
			find: 'const WHOLE_EVERY = HOUR;',
			replace: 'const WHOLE_EVERY = 1_000 * HOUR;',
		},
	),
	inTest(
		SHORT_SCAN,
		'open-one-not-read',
		'an open outbound order that is not among the newest is not looked at between two whole scans',
		{
			file: MEMORY,
			find: '(!isFinal(observed.status) || isNew(observed)),',
			replace: 'isNew(observed),',
		},
	),
	inTest(
		SHORT_SCAN,
		'earlier-parcel-left-behind',
		'the second outbound order of an order comes without the first one',
		{
			file: MEMORY,
			find: '		const all = [...this.known.values()];\n		const isComplete',
			replace: '		const all = [...orders];\n		const isComplete',
		},
	),
	inTest(
		SHORT_SCAN,
		'hidden-by-a-time-to-come',
		'an outbound order that names a time to come hides what is created until then',
		{
			file: MEMORY,
			find: 'Math.min(newest, now) - LATE',
			replace: 'newest - LATE',
		},
	),
	inTest(
		'test/unit/LingxingOms/outboundOrderIndex.test.ts',
		'forgotten-while-asked-for',
		'the index forgets outbound orders before they are asked for',
		{
			file: 'nodes/LingxingOms/outbound/create/outboundOrderIndex.ts',
			find: 'Math.min(newer, from)',
			replace: 'newer',
		},
	),
	inTest(
		'test/unit/TikTokShop/details.test.ts',
		'refused-again-and-again',
		'a call is halved at each run for the sake of the same order',
		{
			file: 'nodes/shared/suspects.ts',
			find: '		this.kept.set(id, true);',
			replace: '		this.kept.delete(id);',
		},
	),
	inTest(
		'test/engine/LingxingOms/createSeveral.test.ts',
		'a-question-for-each-order',
		'the OMS is asked about cancellations for each order alone',
		{
			file: 'nodes/LingxingOms/outbound/cancel.ts',
			find: '	await settleByHalves(chunk(numbers, BATCH), {\n		alike,\n		call: async (part, isFirst) => {\n			const read',
			replace:
				'	await settleByHalves(chunk(numbers, 2), {\n		alike,\n		call: async (part, isFirst) => {\n			const read',
		},
	),
];

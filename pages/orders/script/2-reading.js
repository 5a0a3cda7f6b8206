// Reading

function keep({ rows = [], problems = [], at }) {
	for (const row of rows) {
		if (row.isDeskOnly && state.rows.has(row.key)) continue;
		state.rows.set(row.key, row);
		if (row.orderId && row.outboundOrderNo) state.rows.delete(`shipment:${row.outboundOrderNo}`);
	}
	for (const problem of problems) {
		const isKnown = state.problems.some(({ message }) => message === problem.message);
		if (!isKnown) state.problems.push(problem);
	}
	if (at) state.at = at;
	draw();
}

const dayStart = (value) => new Date(`${value}T00:00`);

function windowOf() {
	const from = byId('from').value;
	const to = byId('to').value;
	return {
		from: from ? dayStart(from).toISOString() : new Date(Date.now() - DAYS * DAY_MS).toISOString(),
		to: to ? new Date(dayStart(to).getTime() + DAY_MS).toISOString() : '',
	};
}

/** Reads everything anew: what waits in the desk first, then the orders of each shop, oldest change first. */
async function read() {
	const run = ++state.reading;
	const isOver = () => run !== state.reading;
	state.isReading = true;
	document.body.dataset.reading = 'true';
	state.rows.clear();
	state.selected.clear();
	state.problems = [];
	state.page = 0;
	draw();
	try {
		const start = await ask({ do: 'start' });
		if (isOver()) return;
		state.shops = start.filter(({ id }) => id);
		for (const each of start.filter(({ rows }) => rows)) keep(each);
		for (const each of start.filter(({ error }) => error)) {
			keep({ problems: [{ service: 'TikTok Shop', message: each.error }] });
		}
		for (const shop of wantedShops()) await readShop(shop, isOver);
		if (!isOver()) await readDeskOnly(isOver);
	} catch (problem) {
		if (isOver()) return;
		state.problems.push({ service: 'n8n', message: problem.message });
	}
	if (isOver()) return;
	state.isReading = false;
	draw();
}

const wantedShops = () => state.shops.filter(({ id }) => state.shop === '' || id === state.shop);

async function readShop(shop, isOver) {
	const { from: begin, to } = windowOf();
	let from = begin;
	let limit = FIRST_READ;
	while (!isOver()) {
		const [found = {}] = await ask({ do: 'orders', shopId: shop.id, from, to, limit });
		if (isOver()) return;
		keep(found);
		if ((found.count ?? 0) < limit || !found.last) return;
		// Many orders of one second: ask for more of them at once, then go on behind that second.
		const isStuck = found.last <= from;
		if (isStuck && limit > MOST_READ) from = new Date(Date.parse(from) + 1_000).toISOString();
		else if (!isStuck) from = found.last;
		limit = isStuck ? Math.min(limit * 2, 2 * MOST_READ) : Math.min(limit * 2, MOST_READ);
	}
}

/** Orders that wait in the desk and were changed before the window. */
async function readDeskOnly(isOver) {
	for (const shop of wantedShops()) {
		const ids = [...state.rows.values()]
			.filter((row) => row.isDeskOnly && row.shopId === shop.id && /^\d{15,20}$/.test(row.orderId))
			.map(({ orderId }) => orderId);
		for (let index = 0; index < ids.length && !isOver(); index += MOST_BY_ID) {
			await readOrders(shop.id, ids.slice(index, index + MOST_BY_ID));
		}
	}
}

async function readOrders(shopId, orderIds) {
	if (orderIds.length === 0) return 0;
	const [found = {}] = await ask({ do: 'orders', shopId, orderIds, limit: orderIds.length });
	keep(found);
	return (found.rows ?? []).length;
}

/** Reads these rows anew after something was done to them. */
async function readAgain(rows) {
	const byShop = new Map();
	for (const { shopId, orderId, key: rowKey } of rows) {
		if (!orderId) state.rows.delete(rowKey);
		else byShop.set(shopId, [...(byShop.get(shopId) ?? []), orderId]);
	}
	for (const [shopId, ids] of byShop) {
		for (let index = 0; index < ids.length; index += MOST_BY_ID) {
			await readOrders(shopId, ids.slice(index, index + MOST_BY_ID));
		}
	}
	draw();
}

// Which rows

function isFound(row) {
	if (state.shop && row.shopId !== state.shop) return false;
	if (!state.query) return true;
	const texts = [
		row.orderId,
		row.outboundOrderNo,
		...row.tracking.map(({ number }) => number),
		...row.lines.map(({ sku }) => sku),
	];
	return texts.some((text) => text.toLowerCase().includes(state.query));
}

const last = '9999';
/** Least time left first; what is over: newest first. While orders are read, rows stay where they are. */
function sorted(rows) {
	if (state.isReading) return rows;
	const isOver = state.tab === 'shipped' || state.tab === 'cancelled';
	const rank = (row) => (isOver ? row.updatedAt : row.shipBy || last + row.createdAt);
	const compare = (one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0);
	return rows.sort((one, other) => (isOver ? compare(other, one) : compare(one, other)));
}

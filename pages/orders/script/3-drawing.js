// Drawing

let isDrawing = false;
function draw() {
	if (isDrawing) return;
	isDrawing = true;
	requestAnimationFrame(() => {
		isDrawing = false;
		drawNow();
	});
}

function drawNow() {
	const found = [...state.rows.values()].filter(isFound);
	const counts = new Map(TABS.map((tab) => [tab, 0]));
	for (const { tab } of found) counts.set(tab, counts.get(tab) + 1);
	drawShops();
	drawTabs(counts);
	const rows = sorted(found.filter(({ tab }) => tab === state.tab));
	const pages = Math.max(1, Math.ceil(rows.length / PAGE));
	state.page = Math.min(state.page, pages - 1);
	const begin = state.page * PAGE;
	drawRows(rows.slice(begin, begin + PAGE));
	byId('position').textContent = rows.length
		? t('position', {
				from: count(begin + 1),
				to: count(Math.min(begin + PAGE, rows.length)),
				of: count(rows.length),
			})
		: '';
	byId('previous').disabled = state.page === 0;
	byId('next').disabled = state.page >= pages - 1;
	byId('pages').hidden = rows.length === 0;
	drawNothing(rows.length, found.length);
	drawBulk();
	byId('problems').replaceChildren(
		...state.problems.map(({ service, message }) =>
			el('p', { text: `${service}: ${answer(message)}` }),
		),
	);
	const progress = state.isReading
		? t('reading', { count: count(state.rows.size) })
		: t('asOf', {
				time: state.at ? new Date(state.at).toLocaleTimeString(state.lang) : '',
				count: count(state.rows.size),
			});
	byId('told').textContent = state.told;
	byId('status').textContent = progress;
	document.body.dataset.reading = String(state.isReading);
}

function drawShops() {
	const select = byId('shop');
	const wanted = JSON.stringify([state.lang, state.shops.map(({ id }) => id)]);
	if (select.dataset.shops === wanted) return;
	select.dataset.shops = wanted;
	select.replaceChildren(
		el('option', { value: '', text: t('allShops') }),
		...state.shops.map(({ id, name, code }) =>
			el('option', { value: id, text: `${name} (${code})` }),
		),
	);
	select.value = state.shop;
}

function drawTabs(counts) {
	const list = byId('tabs');
	if (list.children.length === 0) {
		list.append(
			...TABS.map((tab) =>
				el(
					'button',
					{
						type: 'button',
						role: 'tab',
						id: `tab-${tab}`,
						'aria-controls': 'list',
						on: { click: () => show(tab), keydown: turn },
					},
					el('span', { className: 'name' }),
					el('span', { className: 'count' }),
				),
			),
		);
	}
	for (const button of list.children) {
		const tab = button.id.slice('tab-'.length);
		const isShown = tab === state.tab;
		button.querySelector('.name').textContent = named('tabNames', tab);
		button.querySelector('.count').textContent = count(counts.get(tab));
		button.setAttribute('aria-selected', String(isShown));
		button.tabIndex = isShown ? 0 : -1;
		if (isShown) intoView(list, button);
	}
	byId('list').setAttribute('aria-labelledby', `tab-${state.tab}`);
}

/** On a phone the tabs have no room next to each other; the page itself does not move. */
function intoView(list, button) {
	const end = button.offsetLeft + button.offsetWidth - list.clientWidth;
	list.scrollLeft = Math.min(Math.max(list.scrollLeft, end), button.offsetLeft);
}

function show(tab) {
	state.tab = tab;
	state.page = 0;
	state.selected.clear();
	remember();
	draw();
}

function turn(event) {
	const now = TABS.indexOf(state.tab);
	const targets = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 };
	const target = targets[event.key];
	if (target === undefined) return;
	event.preventDefault();
	const wanted = TABS[(target + TABS.length) % TABS.length];
	show(wanted);
	byId(`tab-${wanted}`).focus();
}

/** Rows that have not changed keep their elements, so that the focus stays where it is. */
function drawRows(rows) {
	const body = byId('rows');
	const known = new Map([...body.children].map((row) => [row.dataset.key, row]));
	const wanted = rows.map((row) => {
		const drawn = JSON.stringify([state.lang, row]);
		const there = known.get(row.key);
		if (there?.drawnFrom === drawn) return there;
		const made = rowElement(row);
		made.drawnFrom = drawn;
		return made;
	});
	const isSame =
		wanted.length === body.children.length &&
		wanted.every((row, index) => body.children[index] === row);
	if (!isSame) {
		const focused = document.activeElement;
		body.replaceChildren(...wanted);
		if (focused && body.contains(focused)) focused.focus();
	}
	for (const row of body.children)
		row.querySelector('input').checked = state.selected.has(row.dataset.key);
}

function cell(label, className, ...children) {
	const given = children.filter(Boolean);
	const classes = [className, given.length ? '' : 'empty'].filter(Boolean).join(' ');
	return el('td', { className: classes, 'data-label': t(label) }, el('div', {}, ...given));
}

function rowElement(row) {
	const { reason, hint } = reasonOf(row);
	const name = row.orderId || row.outboundOrderNo;
	return el(
		'tr',
		{ 'data-key': row.key },
		cell(
			'select',
			'',
			el('input', {
				type: 'checkbox',
				'aria-label': t('selectOrder', { order: name }),
				on: { change: (event) => select(row.key, event.target.checked) },
			}),
		),
		cell(
			'order',
			'',
			line(name),
			line(row.shopName ? `${row.shopName} (${row.shopCode})` : row.shopCode, 'quiet'),
			line(moment(row.createdAt), 'quiet'),
		),
		cell(
			'reason',
			'why',
			line(reason, 'what'),
			line(hint),
			line(row.since && t('since', { time: moment(row.since) }), 'quiet'),
		),
		cell(
			'goods',
			'',
			...row.lines.map(({ sku, name: product, units }) =>
				el('p', { title: product, text: `${sku || t('noSku', { product })}\u00a0×\u00a0${units}` }),
			),
		),
		cell(
			'state',
			'',
			line(row.shopStatus && `TikTok Shop: ${named('shopStatus', row.shopStatus)}`),
			line(row.omsState && `OMS: ${named('omsState', row.omsState)}`),
		),
		cell('warehouse', '', line(row.outboundOrderNo), line(row.warehouse, 'quiet')),
		cell(
			'parcel',
			'',
			line(row.carrier || row.channel, 'quiet'),
			...row.tracking.map(trackingElement),
		),
		cell('shipBy', '', ...deadline(row.shipBy)),
		cell('actions', 'buttons-cell', buttonsOf(row)),
	);
}

function trackingElement({ number, link }) {
	if (!/^https:\/\//.test(link)) return line(number);
	return el(
		'p',
		{},
		el('a', { href: link, target: '_blank', rel: 'noopener noreferrer', text: number }),
	);
}

function deadline(shipBy) {
	if (!shipBy) return [];
	const hours = (Date.parse(shipBy) - (Date.parse(state.at) || Date.now())) / HOUR_MS;
	const left =
		hours < 0
			? t('hoursOver', { hours: count(Math.ceil(-hours)) })
			: t('hoursLeft', { hours: count(Math.floor(hours)) });
	const className = hours < 0 ? 'over' : hours < SOON_HOURS ? 'soon' : '';
	return [line(left, className), line(moment(shipBy), 'quiet')];
}

const isAfterHandOver = (row) => row.deskKey.includes(':');
const isLive = (row) => !['', 'unknown', 'cancelled'].includes(row.omsState);
const mayTryAgain = (row) =>
	Boolean(row.orderId) &&
	!isAfterHandOver(row) &&
	['pending', 'exception', 'cancelled'].includes(row.tab) &&
	row.shopStatus !== 'CANCELLED' &&
	(!isLive(row) || row.since !== '');
const mayCancel = (row) =>
	['pending', 'exception'].includes(row.tab) &&
	(isAfterHandOver(row) || !isLive(row) || row.shopStatus === 'CANCELLED');

function buttonsOf(row) {
	const name = row.orderId || row.outboundOrderNo;
	const button = (word, click) =>
		el('button', {
			type: 'button',
			text: t(word),
			'aria-label': `${t(word)}: ${name}`,
			'data-action': word,
			on: { click },
		});
	const buttons = [
		row.code === 'SKU_NOT_MAPPED' &&
			row.lines.length > 0 &&
			button('addMapping', () => openMapping(row)),
		row.code === 'CARRIER_NOT_PAIRED' && button('addPairing', () => openPairing(row)),
		mayTryAgain(row) && button('tryAgain', () => tryAgain([row])),
		mayCancel(row) && button('cancelByHand', () => openCancel([row])),
	].filter(Boolean);
	return buttons.length ? el('div', { className: 'buttons' }, ...buttons) : undefined;
}

function drawNothing(shown, found) {
	byId('nothing').hidden = shown > 0;
	byId('nothing-text').textContent = state.isReading ? t('nothingYet') : t('nothing');
	const mayLook = !state.isReading && found === 0 && /^\d{15,20}$/.test(state.query);
	byId('look').hidden = !mayLook;
	byId('look').textContent = t('lookFor', { order: state.query });
}

function select(rowKey, isOn) {
	if (isOn) state.selected.add(rowKey);
	else state.selected.delete(rowKey);
	drawBulk();
}

const selectedRows = () =>
	[...state.selected].map((rowKey) => state.rows.get(rowKey)).filter(Boolean);

function drawBulk() {
	const rows = selectedRows();
	byId('bulk').hidden = rows.length === 0;
	byId('selected').textContent = t('selected', { count: count(rows.length) });
	byId('bulk-again').disabled = !rows.some(mayTryAgain);
	byId('bulk-cancel').disabled = !rows.some(mayCancel);
}

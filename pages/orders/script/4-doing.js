// Doing

/** Runs what changes something; meanwhile nothing else can be clicked, and its outcome is told. */
async function work(told, doing) {
	if (document.body.dataset.working === 'true') return;
	document.body.dataset.working = 'true';
	tell(told);
	try {
		tell(await doing());
	} catch (problem) {
		tell(problem.message);
	}
	document.body.dataset.working = 'false';
}

function tell(text) {
	state.told = text;
	draw();
}

function summary(lines) {
	const told = lines.filter(({ result }) => result);
	const counts = ['created', 'existed', 'waits', 'skipped']
		.map((result) => [result, told.filter((each) => each.result === result).length])
		.filter(([, number]) => number > 0)
		.map(([result, number]) =>
			t('resultCount', { count: count(number), result: named('results', result) }),
		);
	if (counts.length === 0) return t('nothingFound');
	const [only] = told;
	const why =
		told.length === 1
			? [reasonOf({ code: only.code, reason: only.message, hint: only.hint }).reason]
			: [];
	return [counts.join(' · '), ...why.filter(Boolean)].join('. ');
}

async function tryAgain(rows) {
	const wanted = rows.filter(mayTryAgain).slice(0, 200);
	await work(t('trying', { count: count(wanted.length) }), async () => {
		const orders = wanted.map(({ orderId, shopId }) => ({ key: orderId, shopId }));
		const lines = await write({ do: 'tryAgain', orders });
		await readAgain(wanted);
		state.selected.clear();
		return summary(lines);
	});
}

async function pull() {
	await work(t('pulling'), async () => {
		const lines = await write({ do: 'pull', shopIds: wantedShops().map(({ id }) => id) });
		void read();
		return summary(lines);
	});
}

async function lookFor(orderId) {
	await work(t('looking'), async () => {
		for (const shop of state.shops) {
			if ((await readOrders(shop.id, [orderId])) === 0) continue;
			state.shop = '';
			byId('shop').value = '';
			show(state.rows.get(orderId).tab);
			return '';
		}
		return t('nothingFound');
	});
}

// Dialogs

/**
 * Opens a dialog; its form calls `send`, and the dialog stays with what is wrong when that throws. Escape closes it while it sends, and it
 * may be opened again for other rows: then the first sending touches it no more, and what is wrong is told by the page.
 */
function openDialog(dialog, send) {
	const form = dialog.querySelector('form');
	const wrong = dialog.querySelector('.wrong');
	const submit = dialog.querySelector('[type=submit]');
	wrong.textContent = '';
	submit.disabled = false;
	const onsubmit = async (event) => {
		event.preventDefault();
		wrong.textContent = '';
		submit.disabled = true;
		const isShown = () => dialog.open && form.onsubmit === onsubmit;
		try {
			const after = await send();
			if (isShown()) dialog.close();
			await after?.();
		} catch (problem) {
			if (isShown()) wrong.textContent = problem.message;
			else tell(problem.message);
		}
		if (form.onsubmit === onsubmit) submit.disabled = false;
	};
	form.onsubmit = onsubmit;
	dialog.querySelector('.close').onclick = () => dialog.close();
	dialog.showModal();
}

function openCancel(rows) {
	const wanted = rows.filter(mayCancel).slice(0, 200);
	byId('cancel-what').textContent =
		wanted
			.map(({ orderId, outboundOrderNo }) => orderId || outboundOrderNo)
			.slice(0, 5)
			.join(', ') + (wanted.length > 5 ? ` … (${count(wanted.length)})` : '');
	byId('cancel-note').value = '';
	openDialog(byId('cancel-dialog'), async () => {
		const orders = wanted.map(({ deskKey, shopId, shopCode }) => ({
			key: deskKey,
			shopId,
			shopCode,
		}));
		await write({ do: 'cancel', orders, note: byId('cancel-note').value });
		return async () => {
			state.selected.clear();
			await work('', async () => {
				await readAgain(wanted);
				return t('cancelled', { count: count(wanted.length) });
			});
		};
	});
}

function storeOptions(row) {
	return [
		el('option', {
			value: row.shopCode,
			text: t('onlyShop', { shop: row.shopName || row.shopCode }),
		}),
		el('option', { value: '*', text: t('allShops') }),
	];
}

function addPart() {
	const part = el(
		'div',
		{ className: 'part' },
		el(
			'label',
			{},
			el('span', { text: t('systemSku') }),
			el('input', {
				type: 'text',
				className: 'system-sku',
				list: 'system-skus',
				maxlength: '255',
				autocomplete: 'off',
				required: '',
			}),
		),
		el(
			'label',
			{},
			el('span', { text: t('quantity') }),
			el('input', {
				type: 'number',
				className: 'quantity',
				min: '1',
				max: '999999',
				step: '1',
				value: '1',
				required: '',
			}),
		),
	);
	byId('parts').append(part);
	return part;
}

const isAbout = (row, sku) =>
	row.code === 'SKU_NOT_MAPPED' && row.lines.some((each) => each.sku === sku);

function openMapping(row) {
	const skus = [...new Set(row.lines.map(({ sku }) => sku).filter(Boolean))];
	byId('platform-sku').replaceChildren(
		...skus.map((sku) => el('option', { value: sku, text: sku })),
	);
	byId('platform-sku').value = skus.find((sku) => row.reason.includes(`"${sku}"`)) ?? skus[0] ?? '';
	byId('mapping-store').replaceChildren(...storeOptions(row));
	byId('parts').replaceChildren();
	addPart();
	void loadSystemSkus();
	openDialog(byId('mapping-dialog'), async () => {
		const platformSku = byId('platform-sku').value;
		const storeCode = byId('mapping-store').value;
		const parts = [...byId('parts').children].map((part) => ({
			systemSku: part.querySelector('.system-sku').value.trim(),
			quantity: Number(part.querySelector('.quantity').value),
		}));
		const unknown = parts.find(
			({ systemSku }) => state.systemSkus && !state.systemSkus.has(systemSku),
		);
		if (unknown) throw new Error(t('noSystemSku', { sku: unknown.systemSku }));
		const twice = parts.find(
			({ systemSku }, index) => parts.findIndex((each) => each.systemSku === systemSku) < index,
		);
		if (twice) throw new Error(t('systemSkuTwice', { sku: twice.systemSku }));
		// All parts at once: an order must not be mapped with some of them.
		await write({ do: 'addMapping', storeCode, platformSku, parts });
		const waiting = [...state.rows.values()].filter(
			(each) => isAbout(each, platformSku) && (storeCode === '*' || each.shopCode === storeCode),
		);
		return async () => await tryAgain(waiting);
	});
}

async function loadSystemSkus() {
	if (state.systemSkus) return;
	const products = await ask({ do: 'systemSkus' }).catch(() => []);
	const known = products.filter(({ systemSku }) => systemSku);
	if (known.length === 0) return;
	state.systemSkus = new Set(known.map(({ systemSku }) => systemSku));
	byId('system-skus').replaceChildren(
		...known.map(({ systemSku, productName }) =>
			el('option', { value: systemSku, text: productName ?? '' }),
		),
	);
}

const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function openPairing(row) {
	const waiting = [...state.rows.values()].filter(
		(each) => each.code === 'CARRIER_NOT_PAIRED' && each.carrier === row.carrier,
	);
	byId('pairing-waits').textContent = t('parcelsWait', { count: count(waiting.length) });
	byId('carrier').value = row.carrier;
	byId('pairing-store').replaceChildren(...storeOptions(row));
	byId('provider').replaceChildren(el('option', { value: '', text: t('loading') }));
	const dialog = byId('pairing-dialog');
	ask({ do: 'providers', shopId: row.shopId }).then(
		(offered) => {
			const providers = new Map(offered.filter(({ id }) => id).map(({ id, name }) => [id, name]));
			const isSame = (name) => plain(name) === plain(row.carrier);
			const options = [...providers].sort(
				([, one], [, other]) => isSame(other) - isSame(one) || (one < other ? -1 : 1),
			);
			byId('provider').replaceChildren(
				el('option', { value: '', text: t('choose') }),
				...options.map(([id, name]) =>
					el('option', {
						value: id,
						'data-name': name,
						text: isSame(name) ? t('sameName', { name }) : name,
					}),
				),
			);
		},
		(problem) => {
			dialog.querySelector('.wrong').textContent = problem.message;
		},
	);
	openDialog(dialog, async () => {
		const [provider] = byId('provider').selectedOptions;
		await write({
			do: 'addPairing',
			storeCode: byId('pairing-store').value,
			carrier: byId('carrier').value,
			providerId: provider.value,
			providerName: provider.dataset.name ?? '',
		});
		tell(t('paired', { count: count(waiting.length) }));
	});
}

// Language and what the address remembers

function translate() {
	document.documentElement.lang = state.lang;
	document.title = t('title');
	for (const each of document.querySelectorAll('[data-word]'))
		each.textContent = t(each.dataset.word);
	for (const each of document.querySelectorAll('[data-label]:not(td)'))
		each.setAttribute('aria-label', t(each.dataset.label));
	const other = state.lang === 'zh' ? 'en' : 'zh';
	byId('language').textContent = words[other].ownName;
	byId('language').lang = other;
	byId('query').placeholder = t('searchFor');
	draw();
}

function remember() {
	const kept = new URLSearchParams({ tab: state.tab, lang: state.lang });
	if (state.query) kept.set('q', state.query);
	try {
		history.replaceState(null, '', `#${kept}`);
	} catch {
		// The address stays as it is.
	}
}

function recall() {
	const kept = new URLSearchParams(location.hash.slice(1));
	if (TABS.includes(kept.get('tab'))) state.tab = kept.get('tab');
	state.query = kept.get('q') ?? '';
	byId('query').value = state.query;
	const wanted = kept.get('lang') ?? navigator.language;
	state.lang = wanted.startsWith('zh') ? 'zh' : 'en';
}

function startDate() {
	const from = new Date(Date.now() - DAYS * DAY_MS);
	const two = (number) => String(number).padStart(2, '0');
	byId('from').value = `${from.getFullYear()}-${two(from.getMonth() + 1)}-${two(from.getDate())}`;
}

byId('filters').addEventListener('submit', (event) => event.preventDefault());
byId('query').addEventListener('input', (event) => {
	state.query = event.target.value.trim().toLowerCase();
	state.page = 0;
	remember();
	draw();
});
byId('shop').addEventListener('change', (event) => {
	state.shop = event.target.value;
	void read();
});
for (const id of ['from', 'to']) byId(id).addEventListener('change', () => void read());
byId('refresh').addEventListener('click', () => {
	state.told = '';
	void read();
});
byId('pull').addEventListener('click', () => void pull());
byId('look').addEventListener('click', () => void lookFor(state.query));
byId('previous').addEventListener('click', () => turnPage(-1));
byId('next').addEventListener('click', () => turnPage(1));
byId('bulk-again').addEventListener('click', () => void tryAgain(selectedRows()));
byId('bulk-cancel').addEventListener('click', () => openCancel(selectedRows()));
byId('another-part').addEventListener('click', () => addPart().querySelector('input').focus());
byId('language').addEventListener('click', () => {
	state.lang = state.lang === 'zh' ? 'en' : 'zh';
	state.told = '';
	remember();
	translate();
});

function turnPage(step) {
	state.page += step;
	draw();
	byId('list').focus({ preventScroll: true });
	byId('list').scrollIntoView();
}

recall();
startDate();
translate();
void read();

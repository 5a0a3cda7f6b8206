import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';

const FOLDER = resolve(__dirname, '..', '..', '..', '..', 'pages', 'orders', 'script');
const script = readFileSync(join(FOLDER, '4-doing.js'), 'utf8');

/** As much of a dialog element as the page uses: one for all rows, opened again for each. */
class Dialog {
	open = false;
	readonly parts: Record<string, { textContent?: string; disabled?: boolean; onsubmit?: unknown }> =
		{
			form: {},
			'.wrong': {},
			'[type=submit]': {},
			'.close': {},
		};

	querySelector = (selector: string) => this.parts[selector];

	showModal() {
		this.open = true;
	}

	close() {
		this.open = false;
	}

	/** Settles when the sending and what follows it are over. */
	async submit(): Promise<void> {
		const { onsubmit } = this.parts.form;
		await (onsubmit as (event: object) => Promise<void>)({ preventDefault: () => undefined });
	}
}

interface Page {
	openDialog: (dialog: Dialog, send: () => Promise<unknown>) => void;
	told: string[];
}

function openPage(): Page {
	const told: string[] = [];
	const page = createContext({ state: {}, told });
	runInContext(`${script}\ntell = (text) => told.push(text);`, page);
	return page as unknown as Page;
}

/** A sending that ends when the test says so. */
function sending() {
	let end: (value?: unknown) => void = () => undefined;
	let fail: (reason: Error) => void = () => undefined;
	const answer = new Promise<unknown>((resolved, rejected) => {
		end = resolved;
		fail = rejected;
	});
	return { send: async () => await answer, end, fail };
}

describe('a dialog that was closed during its sending, and opened again', () => {
	const reopened = () => {
		const page = openPage();
		const dialog = new Dialog();
		const [first, second] = [sending(), sending()];
		page.openDialog(dialog, first.send);
		const sent = dialog.submit();
		dialog.close();
		page.openDialog(dialog, second.send);
		return { page, dialog, first, second, sent };
	};

	it('stays open when the first sending ends, and what follows that is done', async () => {
		const { dialog, first, sent } = reopened();
		let isDone = false;
		first.end(() => (isDone = true));
		await sent;
		expect([dialog.open, isDone]).toEqual([true, true]);
	});

	it('shows nothing of what was wrong with the first, which the page tells', async () => {
		const { page, dialog, first, sent } = reopened();
		first.fail(new Error('Not written.'));
		await sent;
		expect([dialog.open, dialog.parts['.wrong'].textContent]).toEqual([true, '']);
		expect(page.told).toEqual(['Not written.']);
	});

	it('cannot be sent twice because the first sending has ended', async () => {
		const { dialog, first, second, sent } = reopened();
		const again = dialog.submit();
		first.end();
		await sent;
		expect(dialog.parts['[type=submit]'].disabled).toBe(true);
		second.end();
		await again;
		expect(dialog.open).toBe(false);
	});
});

describe('a dialog that stays open', () => {
	it('says what is wrong and can be sent again', async () => {
		const page = openPage();
		const dialog = new Dialog();
		const { send, fail } = sending();
		page.openDialog(dialog, send);
		const sent = dialog.submit();
		fail(new Error('Not written.'));
		await sent;
		expect(dialog.open).toBe(true);
		expect(dialog.parts['.wrong'].textContent).toBe('Not written.');
		expect(dialog.parts['[type=submit]'].disabled).toBe(false);
		expect(page.told).toEqual([]);
	});
});

import type { Locator, Page } from 'playwright-core';

/** What a person had to do. */
export interface Effort {
	/** Presses of the mouse. A choice in a list of a form is two: to open it, and to choose. */
	clicks: number;
	/** Values that were typed and are kept. */
	values: number;
	/** Words that were typed to find something in a list. */
	searches: number;
}

/** Time of n8n to draw what it has just loaded. */
const SETTLE_MS = 800;

const MOST_TABS = 12;

/** Works in a browser as a person does, with mouse and keyboard, and counts. */
export class Person {
	readonly effort: Effort = { clicks: 0, values: 0, searches: 0 };
	/** What was done, for the reader of a failed run. */
	readonly diary: string[] = [];
	private isCounting = true;

	constructor(readonly page: Page) {}

	async open(address: string): Promise<void> {
		await this.page.goto(address);
		await this.settle();
	}

	async click(target: Locator, what: string): Promise<void> {
		await target.click();
		this.note('clicks', `clicks ${what}`);
		await this.settle();
	}

	/** A list of a web form. */
	async choose(list: Locator, option: string | RegExp): Promise<void> {
		const texts = await list.locator('option').allInnerTexts();
		const label = texts.find((text) =>
			typeof option === 'string' ? text === option : option.test(text),
		);
		if (label === undefined) throw new Error(`No ${String(option)} among ${texts.join(' | ')}`);
		await list.selectOption({ label });
		this.note('clicks', `opens the list for ${label}`);
		this.note('clicks', `chooses ${label}`);
	}

	/** Types where the cursor is; `Tab` goes on to the next field. */
	async type(value: string, what: string): Promise<void> {
		await this.page.keyboard.type(value, { delay: 30 });
		this.note('values', `types ${what}`);
		// n8n takes what was typed a moment later.
		await this.settle();
	}

	async search(word: string): Promise<void> {
		await this.page.keyboard.type(word, { delay: 40 });
		this.note('searches', `looks for "${word}"`);
		await this.settle();
	}

	/** Goes on to a field by the Tab key, as far as that leads there. */
	async tabTo(field: Locator): Promise<void> {
		await this.settle();
		for (let pressed = 0; pressed < MOST_TABS; pressed++) {
			await this.page.keyboard.press('Tab');
			if (await field.evaluate((element) => element === document.activeElement)) {
				await this.settle();
				return;
			}
		}
		throw new Error(`The Tab key does not lead to ${String(field)}.`);
	}

	async press(...keys: string[]): Promise<void> {
		for (const key of keys) await this.page.keyboard.press(key);
		await this.settle();
	}

	/** The button of the file, and the dialog of the system, in which the person finds it. */
	async pickFile(input: Locator, path: string): Promise<void> {
		await input.setInputFiles(path);
		this.note('clicks', 'clicks "Choose file"');
		this.note('clicks', 'picks the file');
	}

	/** What a person with a real account need not do: the hosts of the sandbox. */
	async onlyForTheSandbox(work: () => Promise<void>): Promise<void> {
		this.isCounting = false;
		await work();
		this.isCounting = true;
	}

	async settle(): Promise<void> {
		await this.page.waitForTimeout(SETTLE_MS);
	}

	private note(kind: keyof Effort, what: string): void {
		if (this.isCounting) this.effort[kind] += 1;
		this.diary.push(this.isCounting ? what : `(${what})`);
	}
}

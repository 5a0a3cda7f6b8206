import { boxOf, inside, overlap } from './canvas';
import { behind, files, own, templates, type Template } from './templateFile';

const GRID = 20;
const HEADINGS = [
	'Who it is for',
	'How it works',
	'How to set up',
	'Requirements',
	'How to customise',
];

describe.each(files)('the canvas of %s', (file) => {
	const template = templates.get(file) as Template;
	const notes = template.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
	const steps = template.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	/** Waits for calls of n8n itself. */
	const onlyAnswers = steps.every(({ type }) => own.get(type)?.webhooks?.length);

	it('stands on the grid, and nothing covers anything', () => {
		for (const { position } of template.nodes) {
			for (const coordinate of position) expect(Math.abs(coordinate) % GRID).toBe(0);
		}
		for (const group of [notes, steps]) {
			for (const [index, node] of group.entries()) {
				const covered = group
					.slice(index + 1)
					.filter((other) => overlap(boxOf(node), boxOf(other)));
				expect(covered.map(({ name }) => [node.name, name])).toEqual([]);
			}
		}
	});

	it('shows each step inside one note that explains it', () => {
		const neutral = notes.filter(({ parameters }) => parameters.color !== undefined).map(boxOf);
		for (const step of steps) {
			const around = neutral.filter((note) => inside(boxOf(step), note));
			expect([step.name, around.length]).toEqual([step.name, 1]);
		}
	});

	it('reads from left to right, but for what asks again', () => {
		const byName = new Map(steps.map((node) => [node.name, node]));
		for (const [from, { main }] of Object.entries(template.connections)) {
			for (const { node } of main.flatMap((targets) => targets ?? [])) {
				const [left, right] = [byName.get(from), byName.get(node)].map((each) => each?.position[0]);
				// A page that asks again stands to the left of what found the answer wrong.
				const asksAgain = behind(template, node).has(from);
				expect([from, node, (left ?? 0) < (right ?? 0) || asksAgain]).toEqual([from, node, true]);
			}
		}
	});

	it('explains itself: one yellow note for the whole, neutral ones for the steps', () => {
		const whole = notes.filter(({ parameters }) => parameters.color === undefined);
		expect(whole).toHaveLength(1);
		for (const heading of HEADINGS) {
			expect(whole[0].parameters.content).toContain(`## ${heading}`);
		}
		if (!onlyAnswers) expect(whole[0].parameters.content).toMatch(/error workflow/);
		expect(notes.length).toBeGreaterThan(1);
	});
});

import { templates } from './templateFile';

const FORM_PAGE = 'n8n-nodes-base.form';
const AN_HOUR = {
	limitWaitTime: true,
	limitType: 'afterTimeInterval',
	resumeAmount: 1,
	resumeUnit: 'hours',
};

/**
 * An execution that waits for a page is kept with all its items, orders with names and addresses among them, and n8n prunes none that
 * waits. The last page waits as well, until a browser has shown it.
 */
it('no page of a form waits longer than an hour for somebody who has closed the browser', () => {
	const pages = [...templates].flatMap(([file, { nodes }]) =>
		nodes.filter(({ type }) => type === FORM_PAGE).map((node) => [file, node] as const),
	);
	expect(pages.length).toBeGreaterThan(20);
	for (const [file, { name, parameters }] of pages) {
		expect([file, name, parameters]).toEqual([file, name, expect.objectContaining(AN_HOUR)]);
	}
});

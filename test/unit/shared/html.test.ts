import fc from 'fast-check';

import { escapeHtml, shownHtml } from '../../../nodes/shared/html';

/** What n8n's form nodes look for in the HTML of a field, to evaluate it. */
const EVALUATED = /{{[\s\S]*?}}/;

describe('a text of others in the HTML of a form', () => {
	it('is evaluated by no n8n, is no markup, and means nothing to String.replace', () => {
		const part = fc.constantFrom('{', '}', '{{ 6*7 }}', '{{', '$&', '<', '&', '"', "'", 'x', '\n');
		fc.assert(
			fc.property(fc.array(part), (parts) => {
				for (const html of [escapeHtml(parts.join('')), shownHtml(parts.join(''))]) {
					expect(html).not.toMatch(EVALUATED);
					expect(html).not.toMatch(/[<>"'$]/);
				}
			}),
		);
	});

	it('is shown as it is', () => {
		expect(escapeHtml('a {{ 6*7 }} <b> $& & "c"')).toBe(
			'a &#123;&#123; 6*7 }} &lt;b&gt; &#36;&amp; &amp; &quot;c&quot;',
		);
	});
});

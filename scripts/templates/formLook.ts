import type { INodeParameters } from 'n8n-workflow';

import type { TemplateNode } from './templates';

const FORMS = ['n8n-nodes-base.form', 'n8n-nodes-base.formTrigger'];

/**
 * How all forms look. n8n's own colours are too pale for many eyes (its button has a contrast of 2.9, its notes 3.8; WCAG 2.2 asks for
 * 4.5), its column is too narrow for a table, its fonts have no Chinese, and a chosen list has no frame for who goes by keyboard.
 */
export const FORM_LOOK = `:root { --container-width: min(1080px, 94vw); --font-family: 'Open Sans', system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; --color-link: #5a5d63; --color-header: #33353a; --color-header-subtext: #5a5d63; --color-label: #444; --color-input-border: #868b96; --color-input-text: #33353a; --color-required: #b93a20; --color-clear-button-bg: #5a5d63; --color-submit-btn-bg: #b93a20; --color-html-text: #444; --color-html-link: #b93a20; --opacity-placeholder: 0.8; --checkbox-size: 22px; }
.container, .form-header, .header, .header p, .card { text-align: left; }
.header h1, .form-header h1 { font-weight: 600; overflow-wrap: anywhere; }
#submit-btn:hover { opacity: 0.9; }
#submit-btn:focus-visible, form select:focus-visible, .clear-button:focus-visible { outline: 3px solid rgb(90, 76, 194); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; margin: 8px 0 20px; font-size: 13px; color: #333; }
th, td { border: 1px solid #dbdfe7; padding: 6px 8px; text-align: left; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap; }
th { background: #f3f4f8; font-weight: 600; }
h2, div.html h2 { margin: 16px 0 4px; font-size: 15px; font-weight: 600; line-height: 1.4; color: #333; }
h2 strong { display: block; padding: 10px 12px; border: 2px solid #c62828; border-radius: 6px; color: #c62828; }
p { margin: 4px 0 8px; font-size: 14px; color: #444; }
@media (max-width: 500px) { .container { width: 100%; padding: 16px 12px; } table { font-size: 12px; } th, td { padding: 4px; } }`;

/** Gives every form and every page of one the same look, so that a change of it is made in one place. */
export function giveFormsTheirLook(nodes: TemplateNode[]): void {
	for (const { type, parameters } of nodes) {
		if (!FORMS.includes(type)) continue;
		parameters.options = { ...(parameters.options as INodeParameters), customCss: FORM_LOOK };
	}
}

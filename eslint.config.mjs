import { config } from '@n8n/node-cli/eslint';

/** n8n's own rules, unchanged, for everything that is published; no inline exceptions anywhere. */
export default [
	...config,
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	{
		// Tests and tools run in plain Node, not inside n8n.
		files: ['scripts/**/*.ts', 'test/**/*.ts'],
		rules: {
			'no-console': 'off',
			'@n8n/community-nodes/no-restricted-globals': 'off',
			'@n8n/community-nodes/no-restricted-imports': 'off',
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			'@n8n/community-nodes/no-hardcoded-secrets': 'off',
			'@n8n/community-nodes/require-node-api-error': 'off',
			'@n8n/community-nodes/node-usable-as-tool': 'off',
			'@typescript-eslint/no-require-imports': 'off',
			'import-x/no-unresolved': 'off',
		},
	},
];

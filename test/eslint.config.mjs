import { config } from '@n8n/node-cli/eslint';

/** n8n's rules without those that keep a node inside n8n: tests and scripts run in plain Node. The root has n8n's own file, unchanged. */
export default [
	...config,
	{
		files: ['**/*.ts'],
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

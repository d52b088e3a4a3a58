/** Must be imported before every other module: lets zod and the style engine live under the page's strict content security policy. */
import { config } from 'zod';

// zod compiles validators with `new Function` unless told not to; the policy forbids that.
config({ jitless: true });

type PolicyRules = { readonly createHTML: (text: string) => string | null };
type PolicyFactory = { readonly createPolicy: (name: string, rules: PolicyRules) => unknown };

/** CSS text passes (Mantine writes its style elements as text); markup never does. Null refuses. */
export const onlyCssText = (text: string): string | null => (text.includes('<') ? null : text);

/** The nonce of this response: the attribute reads empty by design, the property does not. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const trustedTypes = (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
trustedTypes?.createPolicy('default', { createHTML: onlyCssText });

/** @jsxImportSource vue */
import type {} from 'rtm-chat/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['rtm-chat']>['$props'];

export const good: Props = { 'bot-id': 'st-1', theme: 'dark', onRtmMessage: ({ detail }) => detail.text };
export const view = () => <rtm-chat bot-id="st-1" options={{ apiUrl: '/', getJwt: () => 'x' }} onRtmState={({ detail }) => detail.state} />;

// @ts-expect-error -- no such colours
export const blue: Props = { theme: 'blue' };
// @ts-expect-error -- no callback
export const silent = () => <rtm-chat options={{ apiUrl: '/' }} />;

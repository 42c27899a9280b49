import type { RtmChatElement, RtmChatOptions } from 'rtm-chat';
import type {} from 'rtm-chat/react';
import { useRef } from 'react';

const options: RtmChatOptions = { apiUrl: '/', getJwt: () => 'x' };

export function Chat() {
  const chat = useRef<RtmChatElement>(null);
  return (
    <>
      <rtm-chat ref={chat} className="chat" bot-id="st-1" theme="dark" open options={options} onrtm-message={({ detail }) => detail.text} />
      {/* @ts-expect-error -- no such colours */}
      <rtm-chat theme="blue" />
      {/* @ts-expect-error -- no such field of the event */}
      <rtm-chat onrtm-message={({ detail }) => detail.count} />
      {/* @ts-expect-error -- no callback */}
      <rtm-chat options={{ apiUrl: '/' }} />
    </>
  );
}

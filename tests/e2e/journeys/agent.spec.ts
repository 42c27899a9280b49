// A person takes over from the bot.
import { agentText, botText, platformEvent } from '../support/frames';
import { expect, test } from '../support/test';
import { word } from '../support/words';

test('the hand-over is told, the agent has a name, and so has the end', async ({ chat, emulator }) => {
  await chat.begin();
  await emulator.push(platformEvent('agent_connected'));
  const joined = chat.from('notice').filter({ hasText: word('notice.agentJoined', { name: 'Ada Byron' }) });
  await expect(joined).toBeVisible();

  await emulator.push(platformEvent('typing'));
  const typing = chat.host.locator('[part~="typing"]');
  await expect(typing).toContainText(word('typing.agent', { name: 'Ada Byron' }));

  await emulator.push(agentText('How can I help?'));
  const said = chat.from('agent').filter({ hasText: 'How can I help?' });
  await expect(said).toBeVisible();
  await expect(said).toContainText('Ada Byron');
  await expect(typing).toBeHidden();

  await emulator.push(platformEvent('agent_disconnected'));
  await expect(chat.from('notice').filter({ hasText: word('notice.agentLeft') })).toBeVisible();
  await emulator.push(botText('The bot again.'));
  await expect(chat.from('bot').filter({ hasText: 'The bot again.' })).toBeVisible();
});

test('the demo bot\'s own hand-over goes through, both ways', async ({ chat }) => {
  await chat.begin();
  await chat.say('agent');
  await expect(chat.from('agent').first()).toBeVisible({ timeout: 20_000 });
  await expect(chat.from('notice').first()).toBeVisible();
});

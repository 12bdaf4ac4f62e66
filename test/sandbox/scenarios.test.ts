import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/sandbox/options.ts';
import { startScene } from '../support/sandbox-scene.ts';

/** Writes down what is asked of it; `late` holds every start back, `fails` lets it fail. */
function recorded(id: string, acts: string[], { late = Promise.resolve(), fails = false } = {}): Scenario {
  return {
    id,
    name: `Scenario ${id}`,
    description: 'Something breaks.',
    async start(control) {
      acts.push(`start ${id}`);
      await control.addFault({ on: 'gateway', effect: { kind: 'no_heartbeat_ack' }, note: id });
      await late;
      if (fails) throw new Error('half-way');
    },
    async stop(control) {
      acts.push(`stop ${id}`);
      for (const fault of await control.faults()) if (fault.note === id) await control.removeFault(fault);
    },
  };
}

describe('a scenario', () => {
  test('starts and ends once, however often it is asked to', async () => {
    const acts: string[] = [];
    await using scene = await startScene({ scenarios: [recorded('a', acts), recorded('b', acts)] });
    const { control } = scene;
    expect(await control.scenarios()).toEqual([
      { id: 'a', name: 'Scenario a', description: 'Something breaks.', running: false },
      { id: 'b', name: 'Scenario b', description: 'Something breaks.', running: false },
    ]);
    await control.stopScenario({ id: 'a' });
    await Promise.all([control.startScenario({ id: 'a' }), control.startScenario({ id: 'a' })]);
    expect((await control.scenarios()).map(({ running }) => running)).toEqual([true, false]);
    expect(await control.faults()).toMatchObject([{ note: 'a' }]);
    await control.stopScenario({ id: 'a' });
    expect((await control.scenarios()).map(({ running }) => running)).toEqual([false, false]);
    expect(acts).toEqual(['start a', 'stop a']);
    await expect(control.startScenario({ id: 'c' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is ended after its start when both are asked for at once', async () => {
    const acts: string[] = [];
    const late = Promise.withResolvers<void>();
    await using scene = await startScene({ scenarios: [recorded('a', acts, { late: late.promise })] });
    const both = [scene.control.startScenario({ id: 'a' }), scene.control.stopScenario({ id: 'a' })];
    late.resolve();
    await Promise.all(both);
    expect(acts).toEqual(['start a', 'stop a']);
    expect(await scene.control.faults()).toEqual([]);
  });

  test('that fails to start is undone', async () => {
    const acts: string[] = [];
    await using scene = await startScene({ scenarios: [recorded('a', acts, { fails: true })] });
    await expect(scene.control.startScenario({ id: 'a' })).rejects.toThrow('half-way');
    expect(acts).toEqual(['start a', 'stop a']);
    expect((await scene.control.scenarios())[0]?.running).toBe(false);
  });

  test('ends with all faults, and with the local Discord', async () => {
    const acts: string[] = [];
    const scene = await startScene({ scenarios: [recorded('a', acts), recorded('b', acts)] });
    await scene.control.startScenario({ id: 'a' });
    await scene.control.clearFaults();
    await scene.control.startScenario({ id: 'b' });
    await scene[Symbol.asyncDispose]();
    expect(acts).toEqual(['start a', 'stop a', 'start b', 'stop b']);
  });

  test('is started over HTTP, and the stream tells of it', async () => {
    await using scene = await startScene({ scenarios: [recorded('a', [])] });
    const { url } = scene.sandbox;
    const events = await fetch(`${url}/control/events`);
    const reader = (events.body as ReadableStream<Uint8Array>).getReader();
    const post = (method: string, body: object) =>
      fetch(`${url}/control/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('startScenario', { id: 'a' })).status).toBe(200);
    expect((await post('startScenario', { id: 'c' })).status).toBe(404);
    expect(await (await post('scenarios', {})).json()).toMatchObject([{ id: 'a', running: true }]);
    let text = '';
    while (!text.includes('"type":"faults"'))
      text += new TextDecoder().decode((await reader.read()).value as Uint8Array);
    await reader.cancel();
  });
});

'use strict';
// Many numbers are chosen in the list, by hand or all that match its filter. A dialog asks what to do, says what it would,
// and does it, while the console tells line by line how far it is.

const MAX_SKIPPED_SHOWN = 100;
const FILTER = ['status', 'assignment', 'provider', 'country_code', 'search'];
const figure = number => number.toLocaleString('en');
const numbersOf = count => `${figure(count)} number${count === 1 ? '' : 's'}`;

const list = () => document.getElementById('list');
const boxes = () => [...list().querySelectorAll('input[data-number]')];
const chosen = () => boxes().filter(each => each.checked);
const isAll = () => list().querySelector('[data-choose-all]')?.getAttribute('aria-pressed') === 'true';

// What is chosen, as the API reads it.
function selection() {
  if (!isAll()) {
    return {phone_numbers: chosen().map(each => each.value)};
  }
  const bar = list().querySelector('[data-bulk-bar]');
  const filter = {};
  for (const name of FILTER) {
    const value = bar.getAttribute(`data-${name}`);
    if (value !== null) {
      filter[name] = value;
    }
  }
  return {filter};
}

function showChosen() {
  const bar = list().querySelector('[data-bulk-bar]');
  if (!bar) {
    return;
  }
  const all = isAll();
  const count = chosen().length;
  const page = bar.querySelector('[data-choose-page]');
  page.checked = count > 0 && count === boxes().length;
  page.indeterminate = count > 0 && !page.checked;
  bar.querySelector('[data-chosen-numbers]').textContent =
      all ? `${bar.dataset.all} are chosen` : count === 0 ? 'None is chosen' : `${numbersOf(count)} chosen`;
  bar.querySelectorAll('[data-acts]').forEach(each => each.disabled = !all && count === 0);
}

function chooseAll(on) {
  const button = list().querySelector('[data-choose-all]');
  button?.setAttribute('aria-pressed', on);
  button?.classList.toggle('active', on);
}

document.addEventListener('change', event => {
  const element = event.target;
  if (element.matches('[data-number]')) {
    chooseAll(false);
    showChosen();
  } else if (element.matches('[data-choose-page]')) {
    boxes().forEach(each => each.checked = element.checked);
    chooseAll(false);
    showChosen();
  } else if (element.matches('[data-agent]')) {
    chooseAgent(element);
  } else if (element.matches('[data-all-agents]')) {
    element.form.querySelector('[data-some-agents]').hidden = element.checked;
  }
});

document.addEventListener('click', event => {
  const button = event.target.closest('[data-choose-all]');
  if (button) {
    const on = !isAll();
    boxes().forEach(each => each.checked = on);
    chooseAll(on);
    showChosen();
  } else if (event.target.closest('[data-export]')) {
    exportChosen();
  } else if (event.target.closest('#dialog [data-back]')) {
    showFields(event.target.closest('form'));
  } else if (event.target.closest('#dialog [data-stop]')) {
    running?.abort();
  }
});

document.addEventListener('htmx:afterSettle', event => {
  if (event.detail.target.id === 'list' || event.detail.elt.id === 'list') {
    showChosen();
  } else if (event.detail.target.id === 'agent-choices') {
    document.querySelectorAll('#dialog [data-agent]').forEach(each => each.checked = agents.has(each.value));
  } else if (event.detail.target.id === 'dialog-content') {
    begin(document.querySelector('#dialog form[data-bulk]'));
  }
});

// Agents stay chosen while others are searched.
const agents = new Map();

function chooseAgent(box) {
  if (box.checked) {
    agents.set(box.value, box.dataset.name);
  } else {
    agents.delete(box.value);
  }
  document.querySelector('#dialog [data-chosen-agents]').textContent =
      agents.size === 0 ? 'No agent is chosen.' : `Chosen: ${[...agents.values()].join(', ')}`;
}

let running = null;

const step = (form, name) => form.querySelector(`[data-step=${name}]`);

function problem(form, text) {
  const place = form.querySelector('[data-problem]');
  place.textContent = text ?? '';
  place.hidden = !text;
}

function begin(form) {
  if (!form) {
    return;
  }
  agents.clear();
  showFields(form);
  if (!form.querySelector('[data-step=fields] :is(input, select)')) {
    summarize(form);
  }
}

function showFields(form) {
  form.dataset.phase = 'fields';
  step(form, 'fields').hidden = false;
  step(form, 'summary').replaceChildren();
  form.querySelector('[data-back]').hidden = true;
  const go = form.querySelector('[data-go]');
  go.textContent = 'Continue';
  go.className = 'btn btn-primary';
  go.hidden = go.disabled = false;
  problem(form, null);
}

function requestOf(form) {
  const values = JSON.parse(asJson(new FormData(form), form));
  delete values.search;
  form.querySelectorAll('[data-empty]').forEach(each => values[each.name] = '');
  if (form.querySelector('[data-all-agents]')) {
    delete values.all_agents;
    if (form.querySelector('[data-all-agents]').checked) {
      values.all_agents = true;
    } else {
      values.agent_ids = [...agents.keys()];
    }
  }
  return {...form.chosenNumbers, ...values};
}

async function send(form, dryRun, accept, signal) {
  const answer = await fetch(`/api/v1/phone-numbers/${form.dataset.endpoint}?dry_run=${dryRun}`, {
    method: 'POST',
    headers: {'Accept': accept, 'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf},
    body: JSON.stringify(requestOf(form)),
    signal,
  });
  if (answer.status === 401) {
    location.reload();
  }
  return answer;
}

// Lines of a list: each of them a text, in a paragraph of its own.
function paragraphs(texts) {
  return texts.filter(each => each).map(each => {
    const line = document.createElement('p');
    line.className = 'mb-1';
    line.textContent = each;
    return line;
  });
}

const REASONS = {
  assigned: 'because they are assigned',
  not_assigned: 'because they are not assigned',
  not_in_inventory: 'because they are not in the inventory any more',
};

function skippedText(result) {
  return Object.entries(result.skipped_by_reason)
      .map(([reason, count]) => `${numbersOf(count)} cannot be changed, ${REASONS[reason] ?? reason}.`);
}

async function summarize(form) {
  form.chosenNumbers = selection();
  const go = form.querySelector('[data-go]');
  go.disabled = true;
  problem(form, null);
  step(form, 'summary').replaceChildren(...paragraphs(['Counting …']));
  try {
    const answer = await send(form, true, 'application/json');
    const result = await answer.json();
    if (!result.success) {
      showFields(form);
      showProblem(form, result.error);
      return;
    }
    showSummary(form, result);
  } catch {
    showFields(form);
    problem(form, 'The console cannot be reached. Nothing was changed.');
  }
}

function share(result) {
  const least = Math.floor(result.changed / result.agents);
  const most = Math.ceil(result.changed / result.agents);
  return `Each of ${figure(result.agents)} agents gets ${least === most ? numbersOf(least) : `${figure(least)} or ${numbersOf(most)}`}.`;
}

function showSummary(form, result) {
  const {verb, done, undone} = form.dataset;
  form.dataset.phase = 'summary';
  step(form, 'fields').hidden = true;
  step(form, 'summary').replaceChildren(...paragraphs([
    `${numbersOf(result.total)} ${result.total === 1 ? 'is' : 'are'} chosen.`,
    result.changed === 0 ? 'None of them would be changed.' : `${numbersOf(result.changed)} will be ${done.replace(/ (now|any more)$/, '')}.`,
    result.agents > 1 && result.changed > 0 ? share(result) : null,
    result.unchanged > 0 ? `${numbersOf(result.unchanged)} ${result.unchanged === 1 ? 'is' : 'are'} ${undone}.` : null,
    ...skippedText(result),
  ]));
  const go = form.querySelector('[data-go]');
  go.textContent = `${verb} ${numbersOf(result.changed)}`;
  go.className = form.hasAttribute('data-danger') ? 'btn btn-danger' : 'btn btn-primary';
  go.hidden = go.disabled = result.changed === 0;
  form.querySelector('[data-back]').hidden = !form.querySelector('[data-step=fields] :is(input, select)');
  (go.hidden ? form.querySelector('[data-cancel]') : go).focus();
}

function showBulkProgress(form, progress) {
  form.querySelector('#bulk-bar').value = progress.percent;
  form.querySelector('#bulk-state').textContent =
      `${figure(progress.changed + progress.unchanged + progress.skipped)} of ${figure(progress.total)} are finished`;
}

// A spreadsheet would read a text that begins so as a formula.
const cell = text => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function showSkipped(form, skipped) {
  step(form, 'skipped').hidden = skipped.length === 0;
  step(form, 'skipped').querySelector('tbody').replaceChildren(...skipped.slice(0, MAX_SKIPPED_SHOWN).map(each => {
    const row = document.createElement('tr');
    row.insertCell().textContent = each.phone_number;
    row.insertCell().textContent = each.message;
    row.cells[0].className = 'number';
    return row;
  }));
  form.querySelector('[data-more]').textContent = skipped.length > MAX_SKIPPED_SHOWN
      ? `These are the first ${MAX_SKIPPED_SHOWN} of ${figure(skipped.length)}.` : '';
  const lines = ['phone_number,reason,message',
    ...skipped.map(each => `${each.phone_number},${each.reason},${cell(each.message)}`)];
  form.querySelector('[data-download]').href = URL.createObjectURL(new Blob([`${lines.join('\r\n')}\r\n`], {type: 'text/csv'}));
}

function showEnd(form, kind, texts, skipped) {
  const alert = document.createElement('div');
  alert.className = `alert alert-${kind} mb-0`;
  alert.append(...paragraphs(texts));
  step(form, 'progress').hidden = true;
  step(form, 'summary').replaceChildren(alert);
  showSkipped(form, skipped);
  form.dataset.phase = 'end';
  form.querySelector('.btn-close').disabled = false;
  form.querySelector('[data-go]').hidden = true;
  const cancel = form.querySelector('[data-cancel]');
  cancel.removeAttribute('data-stop');
  cancel.setAttribute('data-bs-dismiss', 'modal');
  cancel.textContent = 'Done';
  cancel.focus();
}

async function run(form) {
  const skipped = [];
  let last = null;
  running = new AbortController();
  form.dataset.phase = 'running';
  problem(form, null);
  step(form, 'summary').replaceChildren();
  step(form, 'progress').hidden = false;
  form.querySelector('.btn-close').disabled = true;
  form.querySelector('[data-back]').hidden = true;
  form.querySelector('[data-go]').hidden = true;
  const stop = form.querySelector('[data-cancel]');
  stop.removeAttribute('data-bs-dismiss');
  stop.setAttribute('data-stop', '');
  stop.textContent = 'Stop';
  stop.focus();
  try {
    const answer = await send(form, false, 'application/x-ndjson', running.signal);
    for await (const line of linesOf(answer.body)) {
      if (line.trim() === '') {
        continue;
      }
      const message = JSON.parse(line);
      if (message.progress) {
        showBulkProgress(form, message.progress);
      } else if (message.success === undefined) {
        skipped.push(...message.skipped);
      } else {
        last = message;
      }
    }
    showResultOf(form, last, skipped);
  } catch (failure) {
    showEnd(form, 'danger', [failure.name === 'AbortError'
        ? 'You stopped it. What is done is kept; do the same again to finish it.'
        : 'The connection was lost. What is done is kept; do the same again to finish it.'], skipped);
  } finally {
    running = null;
    refresh();
  }
}

function showResultOf(form, result, skipped) {
  if (!result) {
    showEnd(form, 'danger', ['The answer ended early. What is done is kept; do the same again to finish it.'], skipped);
  } else if (!result.success) {
    showEnd(form, 'danger', [result.error.message], skipped);
  } else {
    showEnd(form, result.skipped_count === 0 ? 'success' : 'warning', [
      `Done: ${numbersOf(result.changed)} ${result.changed === 1 ? 'is' : 'are'} ${form.dataset.done}.`,
      result.unchanged > 0 ? `${numbersOf(result.unchanged)} ${result.unchanged === 1 ? 'was' : 'were'} ${form.dataset.undone}.` : null,
      ...skippedText(result),
    ], skipped);
  }
}

document.addEventListener('submit', event => {
  const form = event.target.closest('form[data-bulk]');
  if (!form) {
    return;
  }
  event.preventDefault();
  if (form.dataset.phase === 'summary') {
    run(form);
  } else if (form.dataset.phase === 'fields') {
    summarize(form);
  }
});

// While it runs, only Stop ends it.
document.getElementById('dialog').addEventListener('hide.bs.modal', event => {
  if (running) {
    event.preventDefault();
  }
});

async function exportChosen() {
  const answer = await fetch('/api/v1/phone-numbers/bulk-export', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf},
    body: JSON.stringify(selection()),
  });
  if (answer.status === 401) {
    location.reload();
  }
  if (!answer.ok) {
    toast((await answer.json()).error.message, true);
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = 'numbers.csv';
  link.click();
}

showChosen();

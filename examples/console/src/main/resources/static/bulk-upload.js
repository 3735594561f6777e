'use strict';
// The console tells line by line, while it reads, how far it is, and the report at the end.

const form = document.getElementById('bulk-upload');
const MAX_SHOWN = 100;

function show(id, shown) {
  document.getElementById(id).hidden = !shown;
}

function showProgress(progress) {
  const bar = document.getElementById('upload-bar');
  if (progress.percent === undefined || progress.percent === null) {
    bar.removeAttribute('value');
  } else {
    bar.value = progress.percent;
  }
  document.getElementById('upload-state').textContent =
      `${progress.rows.toLocaleString('en')} lines read, ${progress.rejected.toLocaleString('en')} not taken`;
}

function showResult(kind, text) {
  const result = document.createElement('div');
  result.className = `alert alert-${kind}`;
  result.textContent = text;
  document.getElementById('upload-result').replaceChildren(result);
}

function content() {
  return form.querySelector('[name=content]:checked').value;
}

function showContent() {
  document.querySelectorAll('[data-content]').forEach(each => each.hidden = each.dataset.content !== content());
  const numbers = document.getElementById('numbers');
  numbers.placeholder = numbers.dataset[content()];
  form.querySelector('[data-upload]').textContent = `Upload ${content()}`;
}

form.addEventListener('change', showContent);
showContent();

function showReport(report) {
  const count = (number, what) => `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
  const rejected = `${count(report.rejected_count, 'line')} not taken`;
  const done = content() === 'assignments' ? 'assigned' : 'added';
  showResult(report.rejected_count === 0 ? 'success' : 'warning', report.dry_run
      ? `Checked: ${count(report.added, 'number')} would be ${done}, ${rejected}. Nothing was changed.`
      : `Done: ${count(report.added, 'number')} ${done}, ${rejected}.`);
  const shown = report.rejected.slice(0, MAX_SHOWN);
  document.querySelector('#upload-rejected tbody').replaceChildren(...shown.map(each => {
    const row = document.createElement('tr');
    for (const text of [each.line, each.text, each.message]) {
      row.insertCell().textContent = text;
    }
    row.cells[1].className = 'font-monospace text-break';
    return row;
  }));
  document.getElementById('upload-more').textContent = report.rejected_count > shown.length
      ? `These are the first ${shown.length} of ${report.rejected_count.toLocaleString('en')}.` : '';
  show('upload-rejected', shown.length > 0);
}

function showMessage(message) {
  if (message.progress) {
    showProgress(message.progress);
  } else if (message.success) {
    showReport(message);
  } else {
    showResult('danger', message.error.message);
  }
}

async function upload(dryRun) {
  const file = document.getElementById('file').files[0];
  const body = file ? new FormData() : JSON.stringify({numbers: document.getElementById('numbers').value});
  if (file) {
    body.append('file', file);
  }
  const headers = {'Accept': 'application/x-ndjson', 'X-CSRF-TOKEN': csrf};
  if (!file) {
    headers['Content-Type'] = 'application/json';
  }
  const answer = await fetch(`/api/v1/phone-numbers/bulk-upload?content=${content()}&dry_run=${dryRun}`, {method: 'POST', headers, body});
  if (answer.status === 401) {
    location.reload();
  }
  for await (const line of linesOf(answer.body)) {
    if (line.trim() !== '') {
      showMessage(JSON.parse(line));
    }
  }
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const buttons = form.querySelectorAll('button');
  buttons.forEach(each => each.disabled = true);
  document.getElementById('upload-result').replaceChildren();
  document.getElementById('upload-bar').removeAttribute('value');
  document.getElementById('upload-state').textContent = 'Sending';
  show('upload-rejected', false);
  show('upload-progress', true);
  try {
    await upload(event.submitter?.value === 'true');
  } catch {
    showResult('danger', 'The connection was lost. What was read so far is kept; upload the same list again to finish it.');
  } finally {
    show('upload-progress', false);
    buttons.forEach(each => each.disabled = false);
  }
});

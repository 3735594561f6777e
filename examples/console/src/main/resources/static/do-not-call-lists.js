'use strict';
// The console tells line by line, while it reads, how far it is, and the report at the end.
document.addEventListener('DOMContentLoaded', () => {
  const form = document.getElementById('list-upload');
  if (!form) {
    return;
  }
  const element = id => document.getElementById(id);
  const figure = number => number.toLocaleString('en');
  const count = (number, what) => `${figure(number)} ${what}${number === 1 ? '' : 's'}`;

  function showResult(kind, text) {
    const result = document.createElement('div');
    result.className = `alert alert-${kind}`;
    result.textContent = text;
    element('list-result').replaceChildren(result);
  }

  function showProgress(progress) {
    if (progress.percent === undefined) {
      element('list-bar').removeAttribute('value');
    } else {
      element('list-bar').value = progress.percent;
    }
    element('list-state').textContent = `${figure(progress.lines)} lines read, ${figure(progress.rejected)} no numbers`;
  }

  function showReport(report) {
    showResult(report.rejected_count === 0 ? 'success' : 'warning',
      `Done: list ${report.name} has ${count(report.numbers, 'number')}. ${
        report.rejected_count === 1 ? '1 line is no number' : `${count(report.rejected_count, 'line')} are no numbers`}.`);
    element('list-rejected').querySelector('tbody').replaceChildren(...report.rejected.map(each => {
      const row = document.createElement('tr');
      row.insertCell().textContent = each.line;
      row.insertCell().textContent = each.text;
      row.cells[1].className = 'font-monospace text-break';
      return row;
    }));
    element('list-more').textContent = report.rejected_count > report.rejected.length
      ? `These are the first ${report.rejected.length} of ${figure(report.rejected_count)}.` : '';
    element('list-rejected').hidden = report.rejected.length === 0;
    refresh();
  }

  function showMessage(message) {
    if (message.progress) {
      showProgress(message.progress);
    } else if (message.success) {
      showReport(message);
    } else {
      showProblem(form, message.error);
    }
  }

  async function upload() {
    const path = `/api/v1/do-not-call-lists/${encodeURIComponent(element('list-name').value.trim())}?date=${encodeURIComponent(element('list-date').value)}`;
    const answer = await fetch(path, {
      method: 'PUT', headers: {'Accept': 'application/x-ndjson', 'Content-Type': 'text/csv', 'X-CSRF-TOKEN': csrf}, body: element('list-file').files[0],
    });
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
    const button = form.querySelector('button');
    button.disabled = true;
    form.querySelector('[data-problem]').hidden = true;
    form.querySelectorAll('.is-invalid').forEach(each => {
      each.classList.remove('is-invalid');
      each.removeAttribute('aria-invalid');
    });
    element('list-result').replaceChildren();
    element('list-rejected').hidden = true;
    element('list-bar').removeAttribute('value');
    element('list-state').textContent = 'Sending';
    element('list-progress').hidden = false;
    try {
      await upload();
    } catch {
      showResult('danger', 'The connection was lost, and the former list stays. Upload the file again.');
    } finally {
      element('list-progress').hidden = true;
      button.disabled = false;
    }
  });
});

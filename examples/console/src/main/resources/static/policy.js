'use strict';
// The form of the policy is the document: each field is the value of a key, each row an entry of a list. The API checks it as a whole, and
// names each wrong value by its path, such as limits[2].calls.
document.addEventListener('DOMContentLoaded', () => {
  const form = document.getElementById('policy');
  const readOnly = form.dataset.readOnly === 'true';
  const saved = JSON.parse(form.dataset.document);
  if (saved.callees === 'none') {
    delete saved.callees;
  }
  const NESTS = '[data-object], [data-row], #policy';
  const NAMES = {
    zone: 'Time zone', region: 'Country', callingHours: 'Calling hours', limits: 'Limits', restPeriods: 'Rest periods',
    doNotCall: 'Do-not-call lists', callerIds: 'Caller IDs', tollRestriction: 'Toll restriction', rotation: 'Rotation', callees: 'Kept callees',
    retention: 'Retention', journalEveryCall: 'Journal of every call', reportBy: 'Reported attributes', longestCallSeconds: 'Longest call, in seconds',
  };

  let start = {};
  let leaving = false;

  const own = (nest, selector) => [...nest.querySelectorAll(selector)].filter(each => each.parentElement.closest(NESTS) === nest);
  const lists = nest => own(nest, '[data-rows]');
  const rows = list => [...list.querySelectorAll('[data-row]')].filter(each => each.parentElement.closest('[data-rows]') === list);
  const hidden = element => element.closest('[hidden]') !== null;

  function nameOf(field) {
    const unit = field.closest('[data-row]')?.querySelector('[data-unit]');
    return field.hasAttribute('data-field-by') ? unit.value : field.dataset.field;
  }

  function valueOf(field) {
    if (field.dataset.type === 'choices') {
      const chosen = [...field.querySelectorAll(':checked')].map(each => each.value);
      return chosen.length === 0 ? undefined : chosen;
    }
    if (field.type === 'checkbox') {
      return field.checked || undefined;
    }
    const text = field.value.trim();
    if (text === '') {
      return undefined;
    }
    if (field.dataset.type === 'list' || field.dataset.type === 'numbers') {
      const parts = text.split(/[\s,;]+/).filter(each => each !== '');
      return field.dataset.type === 'list' ? parts : parts.map(each => /^\d+$/.test(each) ? Number(each) : each);
    }
    return field.type === 'number' ? Number(text) : text;
  }

  function read(nest) {
    const object = {};
    for (const field of own(nest, '[data-field], [data-field-by]')) {
      const value = hidden(field) ? undefined : valueOf(field);
      if (value !== undefined) {
        object[nameOf(field)] = value;
      }
    }
    for (const each of own(nest, '[data-object]')) {
      const value = read(each);
      if (Object.keys(value).length > 0) {
        object[each.dataset.object] = value;
      }
    }
    for (const list of lists(nest)) {
      const entries = rows(list).map(read);
      if (entries.length > 0) {
        object[list.dataset.rows] = entries;
      }
    }
    return object;
  }

  function writeField(field, value) {
    if (field.dataset.type === 'choices') {
      field.querySelectorAll('input').forEach(each => each.checked = (value ?? []).includes(each.value));
    } else if (field.type === 'checkbox') {
      field.checked = value === true;
    } else {
      const text = Array.isArray(value) ? value.join(field.tagName === 'TEXTAREA' ? '\n' : field.tagName === 'SELECT' ? ',' : ', ') : String(value ?? '');
      if (field.tagName === 'SELECT' && ![...field.options].some(each => each.value === text)) {
        field.add(new Option(text, text));
      }
      field.value = text;
    }
  }

  function write(nest, object) {
    const unit = own(nest, '[data-unit]')[0];
    if (unit) {
      unit.value = [...unit.options].map(each => each.value).find(each => each in object) ?? unit.options[0].value;
    }
    own(nest, '[data-field], [data-field-by]').forEach(field => {
      const value = object[nameOf(field)];
      if (value !== undefined || field.tagName !== 'SELECT') {
        writeField(field, value);
      } else {
        field.selectedIndex = 0;
      }
    });
    own(nest, '[data-object]').forEach(each => write(each, object[each.dataset.object] ?? {}));
    lists(nest).forEach(list => {
      rows(list).forEach(each => each.remove());
      (object[list.dataset.rows] ?? []).forEach(each => addRow(list, each));
    });
    update(nest);
  }

  function addRow(list, object) {
    const place = [...list.children].find(each => each.matches('[data-list]'));
    const template = [...list.children].find(each => each.matches('template'));
    place.append(template.content.cloneNode(true));
    const row = place.lastElementChild;
    row.querySelectorAll(':scope > [data-remove]').forEach(each => each.setAttribute('aria-label', `${each.textContent} ${rows(list).length}`));
    write(row, object);
    return row;
  }

  // Fields that have no meaning with the others are hidden, and not sent.
  function update(nest) {
    const fields = own(nest, '[data-field]');
    const valueNow = name => fields.find(each => each.dataset.field === name)?.value ?? '';
    own(nest, '[data-when]').forEach(each => {
      const [name, values] = each.dataset.when.split('=');
      each.hidden = !values.split('|').includes(valueNow(name));
    });
    own(nest, '[data-when-filled]').forEach(each => each.hidden = valueNow(each.dataset.whenFilled).trim() === '');
    own(nest, '[data-rows=hours]').forEach(each => each.hidden = valueNow('preset') !== '' && rows(each).length === 0);
  }

  const canonical = value => Array.isArray(value) ? value.map(canonical)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.keys(value).sort().map(key => [key, canonical(value[key])])) : value;
  const same = (a, b) => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));

  function showUnsaved() {
    const place = document.getElementById('unsaved');
    if (place) {
      place.textContent = same(read(form), start) ? '' : 'Not saved yet';
    }
  }

  // What is wrong is told beside the field that the path leads to, or beside what is nearest to it.
  function find(path) {
    let nest = form;
    let found = null;
    for (const [, name, index] of path.matchAll(/([^.[\]]+)(?:\[(\d+)\])?/g)) {
      const list = lists(nest).find(each => each.dataset.rows === name);
      const object = own(nest, '[data-object]').find(each => each.dataset.object === name);
      if (list && index !== undefined && rows(list)[index]) {
        found = nest = rows(list)[index];
      } else if (object) {
        found = nest = object;
      } else {
        const fields = own(nest, '[data-field], [data-field-by]');
        const units = own(nest, '[data-unit]').flatMap(each => [...each.options]).map(each => each.value);
        return fields.find(each => each.dataset.field === name)
            ?? (units.includes(name) ? fields.find(each => each.hasAttribute('data-field-by')) : null) ?? list ?? found;
      }
    }
    return found;
  }

  let messages = 0;

  function clearProblems() {
    document.getElementById('policy-problem').hidden = true;
    form.querySelectorAll('[data-message]').forEach(each => each.remove());
    form.querySelectorAll('[aria-invalid]').forEach(each => {
      each.classList.remove('is-invalid');
      each.removeAttribute('aria-invalid');
      const helps = (each.getAttribute('aria-describedby') ?? '').split(' ').filter(id => id !== '' && !id.startsWith('policy-message-'));
      helps.length === 0 ? each.removeAttribute('aria-describedby') : each.setAttribute('aria-describedby', helps.join(' '));
    });
  }

  function showAt(element, text) {
    const message = document.createElement('span');
    message.className = 'invalid-feedback d-block';
    message.dataset.message = '';
    message.id = `policy-message-${++messages}`;
    message.textContent = text;
    const control = element.matches('input, select, textarea') ? element : element.querySelector('input, select, textarea');
    control?.classList.add('is-invalid');
    control?.setAttribute('aria-invalid', 'true');
    control?.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${message.id}`.trim());
    const label = element.closest('label');
    if (label) {
      // It describes the field, and is no part of its name.
      message.setAttribute('aria-hidden', 'true');
    }
    (label ?? element).append(message);
    return control;
  }

  function showProblems(error) {
    const general = [];
    let first = null;
    for (const each of error.errors ?? []) {
      const element = each.path === '' ? null : find(each.path);
      if (element) {
        element.closest('[hidden]')?.removeAttribute('hidden');
        first = showAt(element, each.message) ?? first;
      } else {
        general.push(each.path === '' ? each.message : `${each.path}: ${each.message}`);
      }
    }
    const alert = document.getElementById('policy-problem');
    alert.textContent = [error.message, ...general].join('\n');
    alert.classList.add('result');
    alert.hidden = false;
    (form.querySelector('[aria-invalid]') ?? first ?? alert).focus();
  }

  function words(value) {
    if (Array.isArray(value)) {
      return value.map(words).join(', ');
    }
    return value !== null && typeof value === 'object'
      ? Object.entries(value).map(([key, one]) => `${key} ${words(one)}`).join(', ') : String(value).replaceAll('_', ' ');
  }

  function lines(value) {
    if (value === undefined) {
      return [];
    }
    if (Array.isArray(value)) {
      return value.map(words);
    }
    return value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, one]) => lines(one).map(each => `${key}: ${each}`)) : [words(value)];
  }

  function changes(before, after) {
    const all = [];
    for (const key of Object.keys(NAMES)) {
      if (!same(before[key], after[key])) {
        const [old, now] = [lines(before[key]), lines(after[key])];
        all.push([NAMES[key], old.filter(each => !now.includes(each)), now.filter(each => !old.includes(each))]);
      }
    }
    return all;
  }

  function showChanges(all) {
    const place = document.getElementById('review-changes');
    place.replaceChildren(...all.flatMap(([name, removed, added]) => {
      const title = document.createElement('dt');
      title.textContent = name;
      const list = document.createElement('dd');
      const line = (element, text) => {
        const one = document.createElement('div');
        const marked = document.createElement(element);
        marked.className = element === 'ins' ? 'text-decoration-none' : '';
        marked.textContent = text;
        one.append(element === 'ins' ? '+ ' : '− ', marked);
        return one;
      };
      list.append(...removed.map(each => line('del', each)), ...added.map(each => line('ins', each)));
      if (removed.length + added.length === 0) {
        list.textContent = 'Another order';
      }
      return [title, list];
    }));
  }

  async function ask(method, path, body) {
    const answer = await fetch(path, {method, headers: {'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf}, body: JSON.stringify(body)});
    if (answer.status === 401) {
      location.reload();
    }
    return answer.json();
  }

  const LOST = {message: 'The console cannot be reached. Nothing was changed.'};
  const review = bootstrap.Modal.getOrCreateInstance('#review');

  form.addEventListener('submit', event => {
    event.preventDefault();
    clearProblems();
    const all = changes(start, read(form));
    if (all.length === 0) {
      toast('Nothing was changed.', false);
      return;
    }
    showChanges(all);
    document.getElementById('review-problem').hidden = true;
    review.show();
  });

  document.getElementById('review-form').addEventListener('submit', async event => {
    event.preventDefault();
    const button = event.target.querySelector('[type=submit]');
    const note = document.getElementById('review-note').value.trim();
    button.disabled = true;
    let answer;
    try {
      answer = await ask('PUT', '/api/v1/policy', {
        document: read(form), base_version: Number(form.dataset.version), ...(note === '' ? {} : {note}),
      });
    } catch {
      answer = {error: LOST};
    }
    button.disabled = false;
    if (answer.success) {
      leaving = true;
      location.reload();
    } else if (answer.error.errors) {
      document.getElementById('review').addEventListener('hidden.bs.modal', () => showProblems(answer.error), {once: true});
      review.hide();
    } else {
      const problem = document.getElementById('review-problem');
      problem.textContent = answer.error.message;
      problem.hidden = false;
    }
  });

  form.addEventListener('input', event => {
    const nest = event.target.closest(NESTS);
    update(nest);
    showUnsaved();
  });

  form.addEventListener('click', event => {
    const add = event.target.closest('[data-add]');
    const remove = event.target.closest('[data-remove]');
    if (add) {
      const list = add.closest('[data-rows]');
      addRow(list, {}).querySelector('input, select').focus();
    } else if (remove) {
      const list = remove.closest('[data-rows]');
      remove.closest('[data-row]').remove();
      [...list.children].find(each => each.matches('[data-add]')).focus();
    }
    if (add || remove) {
      const nest = (add ?? event.target).closest(NESTS);
      update(nest ?? form);
      showUnsaved();
    }
  });

  form.addEventListener('change', async event => {
    const file = event.target.matches('[data-dates-file]') ? event.target.files[0] : null;
    if (!file) {
      return;
    }
    const row = event.target.closest('[data-row]');
    const dates = row.querySelector('[data-field=dates]');
    const found = (await file.text()).match(/\d{4}-?\d{2}-?\d{2}/g) ?? [];
    const all = new Set([...(valueOf(dates) ?? []), ...found.map(each => each.replace(/^(\d{4})-?(\d{2})-?(\d{2})$/, '$1-$2-$3'))]);
    dates.value = [...all].sort().join('\n');
    event.target.value = '';
    toast(found.length === 0 ? 'The file has no dates such as 2026-12-24.' : `${all.size} dates`, found.length === 0);
    showUnsaved();
  });

  function fillIn() {
    const now = read(form);
    const wanted = [{calls: 60, per: 'number', in: 'day'}, {calls: 1, per: 'agent', in: 'at_once'}];
    const counts = (a, b) => a.per === b.per && a.in === b.in;
    const national = [...form.querySelector('[data-rows=doNotCall] > template').content.querySelectorAll('[data-field=list] option')]
        .map(each => each.value).filter(each => each !== '');
    write(form, {
      ...now,
      region: 'US',
      callingHours: {...now.callingHours, hours: undefined, preset: 'united_states', holidays: now.callingHours?.holidays ?? [{preset: 'united_states'}]},
      limits: [...(now.limits ?? []), ...wanted.filter(each => !(now.limits ?? []).some(one => counts(one, each)))],
      doNotCall: now.doNotCall ?? national.map(each => ({list: each, maxAgeDays: 31, countries: ['US']})),
    });
    showUnsaved();
    toast(national.length === 0
      ? 'Filled in, and not saved yet. Upload the do-not-call lists, and add them.' : 'Filled in, and not saved yet. Look at each section.', false);
  }
  document.getElementById('us-start')?.addEventListener('click', fillIn);

  function answerOf(checked) {
    if (checked.error) {
      return ['danger', checked.error.message, []];
    }
    if (checked.emergency) {
      return ['success', 'Allowed: emergency calls always are.', []];
    }
    if (checked.allowed) {
      return ['success', `Allowed from ${checked.from.join(', ')}.`, checked.limits.map(each => `${each.limit}: ${each.remaining.toLocaleString('en')} left`)];
    }
    const until = time => new Date(time).toLocaleString('en', {dateStyle: 'medium', timeStyle: 'short'});
    const next = checked.next_allowed ? `It could be allowed from ${until(checked.next_allowed)}, in the time of this device.`
        : checked.final ? 'Waiting does not help.' : 'When it could be allowed is not known.';
    return ['warning', `Refused. ${next}`, checked.reasons.map(each => each.message + (each.until ? ` (until ${until(each.until)})` : each.permanent ? ' (permanent)' : ''))];
  }

  document.getElementById('check').addEventListener('submit', async event => {
    event.preventDefault();
    const place = document.getElementById('check-place').value.trim();
    let checked;
    try {
      checked = await ask('POST', '/api/v1/policy/check', {
        agent_id: document.getElementById('check-agent').value, to: document.getElementById('check-to').value, ...(place === '' ? {} : {place}),
      });
    } catch {
      checked = {error: LOST};
    }
    const [kind, text, more] = answerOf(checked);
    const box = document.createElement('div');
    box.className = `alert alert-${kind} mb-0 text-break`;
    box.textContent = text;
    if (more.length > 0) {
      const list = document.createElement('ul');
      list.className = 'mb-0 mt-2 ps-3';
      list.append(...more.map(each => Object.assign(document.createElement('li'), {textContent: each})));
      box.append(list);
    }
    document.getElementById('check-answer').replaceChildren(box);
  });

  window.addEventListener('beforeunload', event => {
    if (!leaving && !same(read(form), start)) {
      event.preventDefault();
    }
  });

  write(form, saved);
  start = read(form);
  if (readOnly) {
    form.querySelectorAll('input, select, textarea').forEach(each => each.disabled = true);
    form.querySelectorAll('[data-add], [data-remove]').forEach(each => each.hidden = true);
  }
});
